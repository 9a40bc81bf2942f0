package io.ridgeway.model.network;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Which of a network's nodes came and went since it was born. Names are a stem and a number ({@code
 * validator-5}), and a number is used once, ever: who replaces a node is another node, with keys of
 * its own, so that nobody takes it for the old one.
 *
 * @param stems stem to number to standing. A stem that isn't here has the nodes that it was born
 *     with: 1 to their count
 */
public record Roster(Map<String, SortedMap<Integer, Standing>> stems) {
  /** Nothing came or went. */
  public static final Roster UNCHANGED = new Roster(Map.of());

  public Roster {
    SortedMap<String, SortedMap<Integer, Standing>> copy = new TreeMap<>();
    stems.forEach(
        (stem, numbers) ->
            copy.put(stem, Collections.unmodifiableSortedMap(new TreeMap<>(numbers))));
    stems = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * One of a stem's nodes.
   *
   * @param standing never {@code GONE}
   */
  public record Member(NodeName name, Standing standing) {}

  /** The stem's nodes that aren't gone, by their numbers. */
  public List<Member> of(String stem, int bornWith) {
    return numbers(stem, bornWith).entrySet().stream()
        .filter(e -> e.getValue() != Standing.GONE)
        .map(e -> new Member(NodeName.of(stem, e.getKey()), e.getValue()))
        .toList();
  }

  /** How a node stands that has, or had, a place. */
  public Standing standing(NodeName node) {
    SortedMap<Integer, Standing> known = stems.get(node.stem());
    return known == null ? Standing.ADMITTED : known.getOrDefault(node.number(), Standing.ADMITTED);
  }

  /** Whether any node is on its way in or out. */
  public boolean moves() {
    return stems.values().stream()
        .flatMap(numbers -> numbers.values().stream())
        .anyMatch(s -> s == Standing.JOINING || s == Standing.LEAVING);
  }

  /**
   * Has a node leave, and another one of its stem come.
   *
   * @param bornWith how many the stem has, unless it is here already
   */
  public Roster replacing(NodeName node, int bornWith) {
    String stem = node.stem();
    SortedMap<Integer, Standing> numbers = new TreeMap<>(numbers(stem, bornWith));
    if (numbers.get(node.number()) != Standing.ADMITTED) {
      throw new IllegalArgumentException(node + " is none of the nodes that could be replaced");
    }
    numbers.put(node.number(), Standing.LEAVING);
    numbers.put(numbers.lastKey() + 1, Standing.JOINING);
    return with(stem, numbers);
  }

  /**
   * Has nodes come and go until each stem has as many as are wanted. New ones have numbers that
   * nobody had; who goes is who came last.
   *
   * @param bornWith stem to how many it has, of those that aren't here already
   * @param wanted stem to how many there are to be; none of the others
   */
  public Roster toward(Map<String, Integer> bornWith, Map<String, Integer> wanted) {
    if (moves()) {
      throw new IllegalStateException("nodes are on their way already");
    }
    Set<String> all = new TreeSet<>(bornWith.keySet());
    all.addAll(wanted.keySet());
    Roster toward = this;
    for (String stem : all) {
      SortedMap<Integer, Standing> now = numbers(stem, bornWith.getOrDefault(stem, 0));
      SortedMap<Integer, Standing> then = toward(now, wanted.getOrDefault(stem, 0));
      toward = then.equals(now) ? toward : toward.with(stem, then);
    }
    return toward;
  }

  private static SortedMap<Integer, Standing> toward(SortedMap<Integer, Standing> now, int wanted) {
    SortedMap<Integer, Standing> then = new TreeMap<>(now);
    List<Integer> there =
        now.entrySet().stream()
            .filter(e -> e.getValue() == Standing.ADMITTED)
            .map(Map.Entry::getKey)
            .sorted(Comparator.reverseOrder())
            .toList();
    there.stream()
        .limit(Math.max(0, there.size() - wanted))
        .forEach(number -> then.put(number, Standing.LEAVING));
    int last = now.isEmpty() ? 0 : now.lastKey();
    IntStream.rangeClosed(1, wanted - there.size())
        .forEach(i -> then.put(last + i, Standing.JOINING));
    return then;
  }

  /** The number that the next of a stem gets. */
  public int next(String stem, int bornWith) {
    SortedMap<Integer, Standing> numbers = numbers(stem, bornWith);
    return numbers.isEmpty() ? 1 : numbers.lastKey() + 1;
  }

  /**
   * Has another one of a stem come, {@link #next} by its number, and some of those that are there
   * leave for it.
   *
   * @param bornWith how many the stem has, unless it is here already
   */
  public Roster coming(String stem, int bornWith, Collection<Integer> leaving) {
    Roster without = leaving(stem, bornWith, leaving);
    SortedMap<Integer, Standing> numbers = new TreeMap<>(without.numbers(stem, bornWith));
    numbers.put(next(stem, bornWith), Standing.JOINING);
    return with(stem, numbers);
  }

  /**
   * Has some of a stem leave, and nobody come for them.
   *
   * @param bornWith how many the stem has, unless it is here already
   */
  public Roster leaving(String stem, int bornWith, Collection<Integer> leaving) {
    SortedMap<Integer, Standing> numbers = new TreeMap<>(numbers(stem, bornWith));
    for (int number : leaving) {
      if (numbers.get(number) != Standing.ADMITTED) {
        throw new IllegalArgumentException(stem + "-" + number + " can't be replaced");
      }
      numbers.put(number, Standing.LEAVING);
    }
    return with(stem, numbers);
  }

  /** As if those of a stem that come had never been asked for; those that leave stay. */
  public Roster withdrawn(String stem) {
    SortedMap<Integer, Standing> numbers = new TreeMap<>(numbers(stem, 0));
    numbers.replaceAll((number, standing) -> withdrawn(standing));
    return with(stem, numbers);
  }

  /** As if nobody who comes had ever been asked for, and nobody let go: none of it has begun. */
  public Roster withdrawn() {
    return each(Roster::withdrawn);
  }

  private static Standing withdrawn(Standing standing) {
    return switch (standing) {
      case JOINING -> Standing.GONE;
      case LEAVING -> Standing.ADMITTED;
      case ADMITTED, GONE -> standing;
    };
  }

  /** Once the ledger has taken in all who come and let go all who leave. */
  public Roster settled() {
    return each(
        standing ->
            switch (standing) {
              case JOINING -> Standing.ADMITTED;
              case LEAVING -> Standing.GONE;
              case ADMITTED, GONE -> standing;
            });
  }

  /**
   * The way back: who comes leaves, and who leaves stays. Nobody is forgotten whom the ledger may
   * have taken in already.
   */
  public Roster turnedBack() {
    return each(
        standing ->
            switch (standing) {
              case JOINING -> Standing.LEAVING;
              case LEAVING -> Standing.ADMITTED;
              case ADMITTED, GONE -> standing;
            });
  }

  private Roster each(UnaryOperator<Standing> change) {
    Map<String, SortedMap<Integer, Standing>> all = new TreeMap<>();
    stems.forEach(
        (stem, numbers) -> {
          SortedMap<Integer, Standing> changed = new TreeMap<>(numbers);
          changed.replaceAll((number, standing) -> change.apply(standing));
          all.put(stem, changed);
        });
    return new Roster(all);
  }

  /**
   * How many of them the ledger counts on at the least, while some come and others go: what a fault
   * budget is computed from.
   */
  public static int fewest(Collection<Standing> of) {
    long leaving = of.stream().filter(s -> s == Standing.LEAVING).count();
    long joining = of.stream().filter(s -> s == Standing.JOINING).count();
    return (int) (of.size() - Math.max(leaving, joining));
  }

  private SortedMap<Integer, Standing> numbers(String stem, int bornWith) {
    SortedMap<Integer, Standing> known = stems.get(stem);
    if (known != null) {
      return known;
    }
    SortedMap<Integer, Standing> born = new TreeMap<>();
    IntStream.rangeClosed(1, bornWith).forEach(i -> born.put(i, Standing.ADMITTED));
    return born;
  }

  private Roster with(String stem, SortedMap<Integer, Standing> numbers) {
    Map<String, SortedMap<Integer, Standing>> all = new TreeMap<>(stems);
    all.put(stem, numbers);
    return new Roster(all);
  }
}
