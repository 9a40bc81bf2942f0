package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.host.HostingDesk;
import io.ridgeway.engine.host.HostingDesk.Guests;
import io.ridgeway.engine.host.WindowDesk;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.WindowTimes;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Networks that carry others: the list, and one of them with its guests and windows. */
@Path("/ops/hosting")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class HostingPage {
  private static final String ONE = "ops/host";
  private static final int MOST = 1000;
  private static final List<String> FIELDS = List.of("places", "day", "at", "zone", "minutes");

  private final OpsVisit visit;
  private final HostingDesk desk;
  private final WindowDesk windows;

  public HostingPage(OpsVisit visit, HostingDesk desk, WindowDesk windows) {
    this.visit = visit;
    this.desk = desk;
    this.windows = windows;
  }

  @GET
  @Operation(hidden = true)
  public Response list() {
    return visit.page("ops/hosting", Map.of("items", desk.list(visit.actor())));
  }

  @GET
  @Path("/{network}")
  @Operation(hidden = true)
  public Response one(NetworkId network) {
    return visit.page(ONE, data(network, Optional.empty()));
  }

  @POST
  @Path("/{network}")
  @Operation(hidden = true)
  public Response decide(NetworkId network) {
    Form form = visit.form();
    try {
      String done = done(network, form);
      if (!form.hasErrors()) {
        return visit.goTo("/ops/hosting/" + network + "?done=" + done);
      }
    } catch (Refusal refusal) {
      form.reject(refusal, FIELDS);
      if (!form.hasErrors()) {
        return visit.refused(refusal, ONE, data(network, Optional.of(form)));
      }
    }
    return visit.again(ONE, data(network, Optional.of(form)));
  }

  /** Does what was asked for, unless something typed is wrong; gives what to say of it. */
  private String done(NetworkId network, Form form) {
    switch (form.text("decision")) {
      case "window" -> {
        windows.open(visit.actor(), network);
        return "window-opened";
      }
      case "time" -> {
        OptionalInt minutes = number(form, "minutes", Weekly.SHORTEST, Weekly.LONGEST);
        if (minutes.isPresent()) {
          windows.schedule(
              visit.actor(),
              network,
              Optional.of(
                  WindowTimes.of(
                      form.text("day"), form.text("at"), form.text("zone"), minutes.getAsInt())));
        }
        return "window-time-kept";
      }
      case "by-hand" -> {
        windows.schedule(visit.actor(), network, Optional.empty());
        return "window-time-kept";
      }
      default -> {
        OptionalInt places = number(form, "places", 0, MOST);
        if (places.isPresent()) {
          Hosting word = new Hosting(places.getAsInt(), form.has("open", "yes"));
          desk.set(visit.actor(), network, word.takingContracts(form.has("contracts", "yes")));
        }
        return "hosting-kept";
      }
    }
  }

  private OptionalInt number(Form form, String field, int least, int most) {
    return form.number(field, least, most, visit.texts().get("form.number", least, most));
  }

  /**
   * The page.
   *
   * @param typed what was typed and can't be taken; empty for how things are
   */
  private Map<String, Object> data(NetworkId network, Optional<Form> typed) {
    Guests host = desk.show(visit.actor(), network);
    Map<String, Object> data = new HashMap<>();
    data.put("g", host);
    data.put("days", DayOfWeek.values());
    data.put("form", typed.map(form -> completed(form, host)).orElseGet(() -> form(host)));
    return data;
  }

  /** The one form's fields as they were typed, and the other's as they are. */
  private static Form completed(Form typed, Guests host) {
    return typed.has("decision", "places") || typed.has("decision", "time")
        ? typed.over(values(host))
        : form(host);
  }

  static Form form(Guests host) {
    return new Form(values(host));
  }

  private static Map<String, List<String>> values(Guests host) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("places", List.of(String.valueOf(host.hosting().places())));
    values.put("open", host.hosting().open() ? List.of("yes") : List.of());
    values.put("contracts", host.hosting().noContracts() ? List.of() : List.of("yes"));
    Optional<Weekly> weekly = host.hosting().window();
    values.put("day", List.of(weekly.map(Weekly::day).orElse(DayOfWeek.SUNDAY).name()));
    values.put("at", List.of(weekly.map(w -> w.at().toString()).orElse("03:00")));
    values.put("zone", List.of(weekly.map(w -> w.zone().getId()).orElse("UTC")));
    values.put("minutes", List.of(String.valueOf(weekly.map(Weekly::minutes).orElse(120))));
    return values;
  }
}
