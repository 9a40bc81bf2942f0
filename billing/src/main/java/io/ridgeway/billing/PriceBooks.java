package io.ridgeway.billing;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of the price book, without gap or overlap in their validity: at any moment from the
 * first one on, at most one is in force.
 */
public final class PriceBooks {
  private final List<PriceBook> versions;

  private PriceBooks(List<PriceBook> versions) {
    this.versions = versions;
  }

  /**
   * These versions, in any order.
   *
   * @throws Refusal {@code INVALID} if there are none, two have one name, or the validity of two
   *     neighbours leaves a gap or overlaps
   */
  public static PriceBooks of(List<PriceBook> versions) {
    List<PriceBook> ordered =
        versions.stream().sorted(Comparator.comparing(PriceBook::validFrom)).toList();
    List<Violation> wrong = new ArrayList<>();
    if (ordered.isEmpty()) {
      wrong.add(new Violation("", "There is no price book; add one."));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ordered.size(); i++) {
      PriceBook book = ordered.get(i);
      if (!names.add(book.version())) {
        wrong.add(
            new Violation(
                "version", "Two price books are named " + book.version() + "; rename one."));
      }
      if (i > 0) {
        misfit(ordered.get(i - 1), book).ifPresent(wrong::add);
      }
    }
    if (!wrong.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, wrong);
    }
    return new PriceBooks(ordered);
  }

  /** The versions that Ridgeway ships. */
  public static PriceBooks shipped() {
    return of(List.of(PriceBook.parse(resource("price-book-2026-1.yaml"))));
  }

  /** In the order of their validity. */
  public List<PriceBook> versions() {
    return versions;
  }

  /** The one in force then; {@code NOT_PRICED} before the first and after the last. */
  public PriceBook at(Instant when) {
    return versions.stream()
        .filter(book -> book.isValidAt(when))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.NOT_PRICED,
                    "No price book is in force at " + when + ": the operator must publish one."));
  }

  /** The one of that name, in force or not. */
  public Optional<PriceBook> version(String name) {
    return versions.stream().filter(book -> book.version().equals(name)).findFirst();
  }

  private static Optional<Violation> misfit(PriceBook earlier, PriceBook later) {
    Optional<Instant> end = earlier.validTo();
    if (end.isPresent() && end.get().equals(later.validFrom())) {
      return Optional.empty();
    }
    String what =
        end.isPresent() && end.get().isBefore(later.validFrom())
            ? "No price book is in force from " + end.get() + " to " + later.validFrom()
            : "Price books " + earlier.version() + " and " + later.version() + " overlap";
    return Optional.of(
        new Violation(
            "validTo",
            what + "; let " + earlier.version() + " be valid to " + later.validFrom() + "."));
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(PriceBooks.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + name + " from the class path", e);
    }
  }
}
