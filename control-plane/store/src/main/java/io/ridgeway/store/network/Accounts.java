package io.ridgeway.store.network;

import io.ridgeway.model.key.ManagedKey;
import java.util.Optional;

/** Tells which account a key has on a framework's ledgers; none if no application signs with it. */
@FunctionalInterface
public interface Accounts {
  Optional<String> of(String framework, ManagedKey key);

  /** Whether that framework's nodes answer gateways only by their name. */
  default boolean asksNames(String framework) {
    return false;
  }
}
