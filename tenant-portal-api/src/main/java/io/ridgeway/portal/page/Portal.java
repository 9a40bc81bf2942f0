package io.ridgeway.portal.page;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Answers;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.Frame;
import io.ridgeway.pages.Pages;
import io.ridgeway.pages.Texts;
import io.ridgeway.pages.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A visit to the portal: who it is, for which organisation, and how it is answered. */
@RequestScoped
public class Portal implements Answers {
  /** Names the organisation that was chosen, for people who belong to several. */
  static final String CHOICE = "ridgeway-organisation";

  private final CurrentActor current;
  private final TenantDesk tenants;
  private final Pages pages;
  private final Visit visit;
  private @Nullable List<Tenant> mine;

  public Portal(CurrentActor current, TenantDesk tenants, Pages pages, Visit visit) {
    this.current = current;
    this.tenants = tenants;
    this.pages = pages;
    this.visit = visit;
  }

  public Actor actor() {
    return current.get();
  }

  /** The organisations of the person, the oldest membership first. */
  public List<Tenant> mine() {
    if (mine == null) {
      Actor actor = actor();
      mine = tenants.mine(actor).stream().map(m -> tenants.get(actor, m.tenant())).toList();
    }
    return mine;
  }

  /** The organisation that was chosen, else the first one; empty if there is none. */
  public Optional<Tenant> organisation() {
    String chosen = visit.cookie(CHOICE).orElse("");
    return mine().stream()
        .filter(t -> t.id().value().equals(chosen))
        .findFirst()
        .or(() -> mine().stream().findFirst());
  }

  /** The organisation; who has none is sent to the home page, which leads on. */
  public TenantId tenant() {
    return organisation()
        .map(Tenant::id)
        .orElseThrow(() -> new WebApplicationException(pages.goTo("/")));
  }

  public Form form() {
    return visit.form();
  }

  public Visit visit() {
    return visit;
  }

  public Texts texts() {
    return pages.texts();
  }

  public Locale locale() {
    return pages.locale();
  }

  @Override
  public Response page(String template, Map<String, Object> data) {
    return page(200, template, data);
  }

  @Override
  public Response again(String template, Map<String, Object> data) {
    return page(422, template, data);
  }

  @Override
  public Response refused(Refusal refusal, String template, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("refusal", refusal);
    return page(refusal.type().status(), template, all);
  }

  /** A part of a page. */
  public String part(String template, Map<String, Object> data) {
    return pages.part(template, data);
  }

  public Response partial(String html) {
    return pages.partial(html);
  }

  @Override
  public Response goTo(String path) {
    return pages.goTo(path);
  }

  private Response page(int status, String template, Map<String, Object> data) {
    Optional<Tenant> chosen = organisation();
    List<Frame.Choice> choices =
        mine().stream()
            .map(t -> new Frame.Choice(t.id().value(), t.name(), chosen.equals(Optional.of(t))))
            .toList();
    return pages.page(status, template, actor(), choices, data);
  }
}
