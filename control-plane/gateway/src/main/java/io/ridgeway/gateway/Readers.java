package io.ridgeway.gateway;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.util.Optional;

/** Lets the control plane read ledgers for people who look at their networks' pages. */
@FunctionalInterface
public interface Readers {
  /** The longest pass, in characters. */
  int LONGEST = 1_024;

  /** No one is let in. */
  Readers NONE = (tenant, network, pass) -> Optional.empty();

  /**
   * Who reads, for the audit; empty if the pass isn't one for that network, or has ended. May
   * block.
   */
  Optional<String> admitted(TenantId tenant, NetworkId network, String pass);
}
