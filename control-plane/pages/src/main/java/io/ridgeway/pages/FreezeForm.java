package io.ridgeway.pages;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.FreezeRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form by which what is on a ledger is frozen, on tenants' and on operators' pages. */
public final class FreezeForm {
  /** Where what a desk refuses is told. */
  public static final List<String> FIELDS =
      List.of("kind", "frozen", "address", "reason", "reference");

  private static final List<String> ORDERS = List.of("true", "false");

  private FreezeForm() {}

  /** What was asked for; empty if something is missing, which the form then says. */
  public static Optional<FreezeRequest> read(Form form, String missing) {
    Optional<Freeze.Kind> kind =
        Arrays.stream(Freeze.Kind.values())
            .filter(k -> k.name().equals(form.text("kind")))
            .findFirst();
    if (kind.isEmpty()) {
      form.reject("kind", missing);
    }
    if (!ORDERS.contains(form.text("frozen"))) {
      form.reject("frozen", missing);
    }
    String address = form.required("address", missing);
    String reason = form.required("reason", missing);
    String reference = form.required("reference", missing);
    return form.hasErrors()
        ? Optional.empty()
        : kind.map(
            k ->
                new FreezeRequest(
                    k, address, Boolean.parseBoolean(form.text("frozen")), reason, reference));
  }

  /**
   * What {@code pages/freezes} shows, but for the network and the base of its URLs.
   *
   * @param obstacle why nothing can be frozen; empty if it can
   */
  public static Map<String, Object> data(
      Page<Freeze> records, Optional<String> obstacle, Form form) {
    Map<String, Object> data = new HashMap<>();
    data.put("freezes", records.items());
    data.put("next", records.next().orElse(""));
    data.put("obstacle", obstacle.orElse(""));
    data.put("form", form);
    return data;
  }
}
