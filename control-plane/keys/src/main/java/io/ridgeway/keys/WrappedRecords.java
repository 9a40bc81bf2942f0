package io.ridgeway.keys;

import java.util.List;
import java.util.Map;

/**
 * Records that hold a data key wrapped by a {@link KeyEncryptionKey}, as far as wrapping them anew
 * needs to see them. Each call has a transaction of its own, of the system's scope.
 *
 * <p>The laws: {@link #replace} changes nothing but how the data key is wrapped, and only where the
 * record is still as it was read.
 */
public interface WrappedRecords<R> {
  /** How many each key wrapped, by its name. */
  Map<String, Long> countByKek();

  /** Up to so many that another key wrapped than that one, always in the same order. */
  List<R> wrappedByOthers(String than, int most);

  /** Has the record's data key wrapped so; false if the record isn't as it was any more. */
  boolean replace(R standing, KeyEncryptionKey.Wrapped by);
}
