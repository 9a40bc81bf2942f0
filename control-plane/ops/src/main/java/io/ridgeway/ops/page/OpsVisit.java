package io.ridgeway.ops.page;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Answers;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.Pages;
import io.ridgeway.pages.Texts;
import io.ridgeway.pages.Visit;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A visit to the operators' pages: who it is and how it is answered. */
@RequestScoped
public class OpsVisit implements Answers {
  private static final int SHOWN = 50;

  private final CurrentActor current;
  private final Pages pages;
  private final Visit visit;

  public OpsVisit(CurrentActor current, Pages pages, Visit visit) {
    this.current = current;
    this.pages = pages;
    this.visit = visit;
  }

  public Actor actor() {
    return current.get();
  }

  public Form form() {
    return visit.form();
  }

  public Texts texts() {
    return pages.texts();
  }

  /** Which page of a list was asked for. */
  public Page.Request request() {
    return new Page.Request(Optional.of(visit.query("cursor")).filter(c -> !c.isEmpty()), SHOWN);
  }

  @Override
  public Response page(String template, Map<String, Object> data) {
    return pages.page(200, template, actor(), List.of(), data);
  }

  /** One page of a list. */
  public Response list(String template, Page<?> page) {
    return page(template, Map.of("items", page.items(), "next", page.next().orElse("")));
  }

  @Override
  public Response again(String template, Map<String, Object> data) {
    return pages.page(422, template, actor(), List.of(), data);
  }

  @Override
  public Response refused(Refusal refusal, String template, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("refusal", refusal);
    return pages.page(refusal.type().status(), template, actor(), List.of(), all);
  }

  @Override
  public Response goTo(String path) {
    return pages.goTo(path);
  }
}
