package io.ridgeway.portal.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A version of a contract that was brought to a network.
 *
 * @param sequence its place among the versions that the ledger agreed on, from 1
 * @param endorsers who may answer for a transaction; absent where the ledger's own rule holds
 * @param endorsements how many of them must answer alike
 * @param kind {@code JAR} or {@code IMAGE}
 * @param code a jar's SHA-256, or an image's reference
 * @param bytes how large a jar is
 * @param collections who gets which of its private data; absent if it says nothing of that
 * @param operation what brings it to the ledger, with its progress
 */
public record ContractView(
    String name,
    String version,
    int sequence,
    ContractDesk.State state,
    Optional<List<String>> endorsers,
    Optional<Integer> endorsements,
    ForeignCode.Kind kind,
    String code,
    Optional<Long> bytes,
    String broughtBy,
    Instant broughtAt,
    Optional<JsonNode> collections,
    String operation) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static ContractView of(ContractDesk.Shown shown) {
    ContractVersion version = shown.version();
    Contract contract = version.contract();
    ForeignCode code = contract.code();
    return new ContractView(
        contract.name(),
        contract.version(),
        contract.sequence(),
        shown.state(),
        contract.endorsement().map(Endorsement::organisations),
        contract.endorsement().map(Endorsement::least),
        code.kind(),
        code.reference(),
        code.kind() == ForeignCode.Kind.JAR ? Optional.of(code.bytes()) : Optional.empty(),
        version.broughtBy(),
        version.broughtAt(),
        contract.collections().map(ContractView::json),
        version.operation().value());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is kept of the collections is no JSON", e);
    }
  }
}
