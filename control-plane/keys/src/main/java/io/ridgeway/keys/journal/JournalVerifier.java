package io.ridgeway.keys.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks a journal's whole chain without opening it, and says where it breaks. It changes nothing
 * and takes no lock; of a journal that is being written it may find the end torn.
 */
public final class JournalVerifier {
  private JournalVerifier() {}

  /** What was found. */
  public sealed interface Finding {
    /** Every record from {@code first} to {@code last} is there and as it was written. */
    record Intact(String instance, long first, long last) implements Finding {}

    /**
     * The last segment ends in bytes that make no record. After a crash that is usual, and the next
     * opening cuts them off; after an orderly end it is damage.
     */
    record TornEnd(String file, long offset, long last) implements Finding {}

    /** The chain breaks: {@code last} is the last good record, {@code file} and offset are next. */
    record Broken(String file, long offset, long last, String why) implements Finding {}
  }

  /** Verifies the journal in that directory. */
  public static Finding verify(Path path) throws IOException {
    JournalDirectory directory = new JournalDirectory(path);
    Optional<String> instance = directory.instance().filter(Instance::isOne);
    if (instance.isEmpty()) {
      return new Finding.Broken("instance", 0, 0, "it is missing or damaged");
    }
    List<Path> segments = directory.segments();
    if (segments.isEmpty()) {
      return new Finding.Broken(path.toString(), 0, 0, "there are no segments");
    }
    @Nullable Chain chain = null;
    long first = JournalDirectory.first(segments.get(0));
    for (Path segment : segments) {
      String name = segment.getFileName().toString();
      Optional<SegmentHeader> header = SegmentHeader.read(segment);
      if (header.isEmpty()) {
        return new Finding.Broken(name, 0, last(chain, first), "its header is damaged");
      }
      if (chain == null) {
        chain = new Chain(instance.get(), first - 1, header.get().previous());
      }
      if (!chain.isFollowedBy(header.get())) {
        return new Finding.Broken(name, 0, chain.last(), "it doesn't follow the one before it");
      }
      Chain.Walk walk = chain.through(segment, entry -> {});
      chain = walk.reached();
      if (walk.damage().isPresent()) {
        boolean end = segment.equals(segments.get(segments.size() - 1));
        return end && !chain.nextWasAcknowledged(segment, walk.offset())
            ? new Finding.TornEnd(name, walk.offset(), chain.last())
            : new Finding.Broken(name, walk.offset(), chain.last(), walk.damage().get());
      }
    }
    return new Finding.Intact(instance.get(), first, last(chain, first));
  }

  private static long last(@Nullable Chain chain, long first) {
    return chain == null ? first - 1 : chain.last();
  }
}
