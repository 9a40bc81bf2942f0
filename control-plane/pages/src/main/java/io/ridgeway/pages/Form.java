package io.ridgeway.pages;

import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A form as it was typed, and what is wrong with it, by field. It is shown again with both, so that
 * nothing typed is lost.
 */
public final class Form {
  private final Map<String, List<String>> values;
  private final Map<String, String> errors = new LinkedHashMap<>();

  public Form(Map<String, List<String>> values) {
    this.values = Map.copyOf(values);
  }

  /** A form in which nothing was typed. */
  public static Form empty() {
    return new Form(Map.of());
  }

  /** With what wasn't typed as it is there; what is wrong stays said. */
  public Form over(Map<String, List<String>> others) {
    Map<String, List<String>> all = new LinkedHashMap<>(others);
    all.putAll(values);
    Form form = new Form(all);
    errors.forEach(form::reject);
    return form;
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** What was typed, without space around it; empty text if nothing was. */
  public String text(String field) {
    List<String> all = all(field);
    return all.isEmpty() ? "" : all.get(0).strip();
  }

  /** All values of a field, as it has them when several boxes are ticked. */
  public List<String> all(String field) {
    return values.getOrDefault(field, List.of());
  }

  public boolean has(String field, Object value) {
    return all(field).contains(value.toString());
  }

  /** What must be typed; a missing one is rejected with that text. */
  public String required(String field, String missing) {
    String text = text(field);
    if (text.isEmpty()) {
      reject(field, missing);
    }
    return text;
  }

  /** A whole number within bounds; anything else is rejected with that text. */
  public OptionalInt number(String field, int min, int max, String wrong) {
    try {
      int number = Integer.parseInt(text(field));
      if (number >= min && number <= max) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    reject(field, wrong);
    return OptionalInt.empty();
  }

  /** As {@link #number}, beyond what an int holds. */
  public OptionalLong wholeNumber(String field, long min, long max, String wrong) {
    try {
      long number = Long.parseLong(text(field));
      if (number >= min && number <= max) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    reject(field, wrong);
    return OptionalLong.empty();
  }

  /** Says what is wrong with a field; of several things, the first. */
  public void reject(String field, String message) {
    errors.putIfAbsent(field, message);
  }

  /**
   * Takes over what a refusal says of fields.
   *
   * @return the messages about what is no field of {@code known}
   */
  public List<String> reject(Refusal refusal, List<String> known) {
    List<String> rest = new ArrayList<>();
    for (Violation v : refusal.violations()) {
      Optional<String> field =
          known.stream()
              .filter(k -> v.field().equals(k) || v.field().equals("spec." + k))
              .findFirst();
      if (field.isPresent()) {
        reject(field.get(), v.message());
      } else {
        rest.add(v.message());
      }
    }
    return rest;
  }

  public boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** What is wrong with a field; empty text if nothing is. */
  public String error(String field) {
    return errors.getOrDefault(field, "");
  }

  /** What is wrong, by field, in the order in which it was found. */
  public Map<String, String> errors() {
    return errors;
  }
}
