package io.ridgeway.gateway;

import io.ridgeway.model.ApplicationId;

/**
 * Has users of applications made known to their ledgers: the one thing that the gateway asks of the
 * control plane during a call, seldom, and never on an event loop.
 */
@FunctionalInterface
public interface Registrar {
  /**
   * Makes a managed key for the application's user and has it certified; the gateway hears of it by
   * its {@link RouteSource}. Asked again it changes nothing. May block.
   *
   * @throws io.ridgeway.model.problem.Refusal if it can't be
   */
  void register(ApplicationId application, String user);
}
