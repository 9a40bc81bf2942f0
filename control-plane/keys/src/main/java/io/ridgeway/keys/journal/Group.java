package io.ridgeway.keys.journal;

import io.ridgeway.model.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Entries that are made durable together; whoever came first writes for all. */
final class Group {
  final List<Entry> entries = new ArrayList<>();

  /** The first entry's sequence, once all are durable. */
  final CompletableFuture<Long> written = new CompletableFuture<>();
}
