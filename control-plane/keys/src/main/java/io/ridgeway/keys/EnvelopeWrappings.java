package io.ridgeway.keys;

import io.ridgeway.keys.KeyEncryptionKey.Wrapped;
import io.ridgeway.model.journal.Journal;
import io.ridgeway.model.key.Wrappings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps data keys anew. A record that doesn't open keeps the others from nothing: it is counted,
 * logged and left as it is.
 */
public final class EnvelopeWrappings implements Wrappings {
  private static final Logger LOG = LoggerFactory.getLogger(EnvelopeWrappings.class);

  private final DataKeyRecords dataKeys;
  private final CredentialRecords secrets;
  private final KeyEncryptionKey kek;
  private final Supplier<Journal> journal;
  private final Clock clock;

  /**
   * Over its ports.
   *
   * @param journal asked for when something is wrapped anew, not before: a process that only looks
   *     has none
   */
  public EnvelopeWrappings(
      DataKeyRecords dataKeys,
      CredentialRecords secrets,
      KeyEncryptionKey kek,
      Supplier<Journal> journal,
      Clock clock) {
    this.dataKeys = dataKeys;
    this.secrets = secrets;
    this.kek = kek;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public String current() {
    return kek.idNow();
  }

  @Override
  public List<Count> counts() {
    Map<String, Long> tenants = dataKeys.countByKek();
    Map<String, Long> cityNodes = secrets.countByKek();
    TreeSet<String> all = new TreeSet<>(tenants.keySet());
    all.addAll(cityNodes.keySet());
    return all.stream()
        .map(
            id ->
                new Count(
                    id,
                    tenants.getOrDefault(id, 0L),
                    cityNodes.getOrDefault(id, 0L),
                    kek.opens(id)))
        .toList();
  }

  @Override
  public Progress rewrap(int most) {
    String current = kek.idNow();
    Round<WrappedDataKey> ofTenants =
        new Round<>(
            dataKeys,
            WrappedDataKey::byKek,
            record -> Binding.ofDataKey(record.tenant()),
            record -> "the data key of tenant " + record.tenant(),
            record ->
                journal
                    .get()
                    .append(
                        Audit.rewrapping(record.tenant(), clock.instant(), record.kek(), current)));
    Round<CredentialRecord> ofCityNodes =
        new Round<>(
            secrets,
            CredentialRecord::byKek,
            record ->
                Binding.ofCredential(
                    record.cityNode(), record.kept().property(), record.kept().version()),
            record -> record.kept().property() + " of city node " + record.cityNode(),
            record -> {});
    Progress first = ofTenants.go(current, most);
    if (ofTenants.overtaken) {
      return first;
    }
    Progress second = ofCityNodes.go(current, most);
    return new Progress(
        first.done() + second.done(),
        first.failed() + second.failed(),
        first.problem().isEmpty() ? second.problem() : first.problem());
  }

  /** Before a data key is wrapped anew. */
  @FunctionalInterface
  private interface Before<R> {
    void happens(R record);
  }

  private final class Round<R> {
    private final WrappedRecords<R> records;
    private final Function<R, Wrapped> wrapped;
    private final Function<R, byte[]> binding;
    private final Function<R, String> name;
    private final Before<R> before;

    /** Whether another key wraps now than the one that everything was to be wrapped by. */
    private boolean overtaken;

    private Round(
        WrappedRecords<R> records,
        Function<R, Wrapped> wrapped,
        Function<R, byte[]> binding,
        Function<R, String> name,
        Before<R> before) {
      this.records = records;
      this.wrapped = wrapped;
      this.binding = binding;
      this.name = name;
      this.before = before;
    }

    private Progress go(String current, int most) {
      List<String> problems = new ArrayList<>();
      int done = 0;
      int asked = most;
      // What doesn't open stays first in the order: the round looks past it.
      List<R> left = records.wrappedByOthers(current, asked);
      for (R record : left) {
        done += renewed(record, current, problems) ? 1 : 0;
      }
      while (done == 0 && !overtaken && left.size() == asked) {
        int seen = left.size();
        asked += most;
        left = records.wrappedByOthers(current, asked);
        for (R record : left.subList(Math.min(seen, left.size()), left.size())) {
          done += renewed(record, current, problems) ? 1 : 0;
        }
      }
      return new Progress(done, problems.size(), problems.isEmpty() ? "" : problems.get(0));
    }

    private boolean renewed(R record, String current, List<String> problems) {
      if (overtaken) {
        return false;
      }
      byte[] bound = binding.apply(record);
      byte[] dataKey = new byte[0];
      try {
        dataKey = kek.unwrap(wrapped.apply(record), bound);
        Wrapped anew = kek.wrap(dataKey, bound);
        if (!anew.kek().equals(current)) {
          overtaken = true;
          problems.add(
              anew.kek() + " wraps now, not " + current + ": order it anew, and nothing is lost.");
          return false;
        }
        before.happens(record);
        return records.replace(record, anew);
      } catch (CustodyException e) {
        LOG.atWarn()
            .addKeyValue("what", name.apply(record))
            .setCause(e)
            .log("can't be wrapped anew and stays as it is");
        problems.add(name.apply(record) + " doesn't open. " + e.getMessage());
        return false;
      } finally {
        Arrays.fill(dataKey, (byte) 0);
      }
    }
  }
}
