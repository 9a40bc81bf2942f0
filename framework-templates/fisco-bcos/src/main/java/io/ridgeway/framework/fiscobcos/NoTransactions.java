package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import java.util.Optional;
import java.util.OptionalLong;

/** What a caller is told who can't show the gateway's certificate: nobody else gets in. */
enum NoTransactions implements LedgerClient {
  CLIENT;

  @Override
  public Submission submit(Call call) {
    throw refusal();
  }

  @Override
  public Content evaluate(Call call) {
    throw refusal();
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    throw refusal();
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    throw refusal();
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    throw refusal();
  }

  @Override
  public void close() {}

  static IllegalArgumentException refusal() {
    return new IllegalArgumentException(
        "FISCO BCOS's nodes answer nobody without a certificate of their chain's.");
  }
}
