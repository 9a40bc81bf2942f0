package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.LedgerClient;
import java.util.Map;

/** What applications are told that want to use a chain through the gateway. */
enum NoTransactions implements LedgerClient {
  CLIENT;

  @Override
  public Unsigned prepare(Map<String, String> request, long nonce) {
    throw refusal();
  }

  @Override
  public long nextNonce(String account) {
    throw refusal();
  }

  static IllegalArgumentException refusal() {
    return new IllegalArgumentException(
        "Transactions of FISCO BCOS chains aren't offered through the gateway yet.");
  }
}
