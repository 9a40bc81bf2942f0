package io.ridgeway.pages;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.TakedownRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form by which private data are erased, on tenants' and on operators' pages. */
public final class TakedownForm {
  /** Where what a desk refuses is told. */
  public static final List<String> FIELDS = List.of("collection", "keys", "reason", "reference");

  /** No contract's name and no collection's has one. */
  private static final String BETWEEN = "/";

  private TakedownForm() {}

  /** What was asked for; empty if something is missing, which the form then says. */
  public static Optional<TakedownRequest> read(Form form, String missing) {
    String[] of = form.text("collection").split(BETWEEN, 2);
    if (of.length < 2) {
      form.reject("collection", missing);
    }
    List<String> keys = form.text("keys").lines().filter(line -> !line.isBlank()).toList();
    if (keys.isEmpty()) {
      form.reject("keys", missing);
    }
    String reason = form.required("reason", missing);
    String reference = form.required("reference", missing);
    return form.hasErrors()
        ? Optional.empty()
        : Optional.of(new TakedownRequest(of[0], of[1], keys, reason, reference));
  }

  /** What {@code pages/takedowns} shows, but for the network and the base of its URLs. */
  public static Map<String, Object> data(
      Page<Takedown> records, Map<String, List<String>> collections, Form form) {
    List<String> choices = new ArrayList<>();
    collections.forEach((contract, all) -> all.forEach(c -> choices.add(contract + BETWEEN + c)));
    Map<String, Object> data = new HashMap<>();
    data.put("takedowns", records.items());
    data.put("next", records.next().orElse(""));
    data.put("collections", choices);
    data.put("form", form);
    return data;
  }
}
