package io.ridgeway.store.network;

/** Tells which account a public key has on a framework's ledgers. */
@FunctionalInterface
public interface Accounts {
  String of(String framework, String publicKey);
}
