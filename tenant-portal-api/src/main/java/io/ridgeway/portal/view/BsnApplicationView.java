package io.ridgeway.portal.view;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.gateway.BsnApplication;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An application that speaks BSN's protocol with the gateway.
 *
 * @param userCode of the protocol's header
 * @param appCode of the protocol's header
 * @param algorithmType 1 SM2, 2 secp256r1, 3 secp256k1
 * @param caType 1: its users' keys are in custody; 2: it keeps them
 * @param organisation whose members its users are; empty on ledgers without organisations
 * @param contracts the addresses of contracts that it calls by name
 * @param publicKey the application's, in PEM
 * @param gatewayPublicKey in PEM: answers are checked by it
 * @param privateKey the application's, in PEM; only in the answer that made it
 * @param emptyMac whether answers carry no signature
 * @param frozen whether its calls are refused
 */
public record BsnApplicationView(
    String id,
    String network,
    String name,
    String userCode,
    String appCode,
    int algorithmType,
    int caType,
    String organisation,
    Map<String, String> contracts,
    String publicKey,
    String gatewayPublicKey,
    Optional<String> privateKey,
    boolean emptyMac,
    boolean frozen,
    Instant createdAt,
    Optional<Instant> revokedAt) {
  public static BsnApplicationView of(ApplicationDesk.Shown shown) {
    BsnApplication a = shown.application();
    return new BsnApplicationView(
        a.id().value(),
        a.network().value(),
        a.name(),
        a.tenant().value(),
        a.id().value(),
        a.algorithm().number(),
        a.caType().number(),
        a.organisation(),
        new TreeMap<>(
            a.contracts().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, c -> c.getValue().address()))),
        shown.publicKey(),
        shown.answerKey(),
        shown.privateKey(),
        a.emptyMac(),
        a.frozen(),
        a.createdAt(),
        a.revokedAt());
  }

  @Override
  public String toString() {
    return "BsnApplicationView[" + id + "]";
  }
}
