package io.ridgeway.gateway;

import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;

/**
 * Has users of applications made known to their ledgers: what the gateway asks of the control plane
 * during a call, seldom, and never on an event loop. Methods may block, and throw {@link Refusal}
 * if it can't be done.
 */
@FunctionalInterface
public interface Registrar {
  /**
   * Makes a managed key for the application's user and has it certified; the gateway hears of it by
   * its {@link RouteSource}. Of an application that keeps its users' keys it only looks whether the
   * user can be enrolled. Asked again it changes nothing.
   *
   * @return the user's account on the ledger; empty where it has none yet
   */
  String register(ApplicationId application, String user);

  /**
   * Certifies a key that the application keeps for its user.
   *
   * @param request PKCS#10, in PEM
   * @return the certificate, in PEM
   */
  default String enrol(ApplicationId application, String user, String request) {
    throw new Refusal(ProblemType.UNAVAILABLE, "Users can't be enrolled here.");
  }
}
