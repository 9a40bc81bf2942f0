package io.ridgeway.gateway.bsn;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import java.util.Map;

/**
 * An application that speaks BSN's protocol with the gateway, as far as the gateway needs to know.
 *
 * @param publicKey of the application, as {@link io.ridgeway.model.key.ManagedKey#publicKey} has it
 * @param answerKey in custody; signs what is answered
 * @param organisation whose member its users are; what the protocol calls the MSP id; empty on
 *     ledgers without organisations
 * @param caType who keeps its users' keys
 * @param contracts what it calls by names of its own
 * @param emptyMac whether answers carry an empty mac
 * @param frozen whether its calls are refused
 */
public record Application(
    ApplicationId id,
    String userCode,
    String appCode,
    String name,
    MacAlgorithm algorithm,
    String publicKey,
    KeyId answerKey,
    String organisation,
    CaType caType,
    Map<String, NamedContract> contracts,
    boolean emptyMac,
    boolean frozen) {
  public Application {
    contracts = Map.copyOf(contracts);
  }
}
