package io.ridgeway.pages;

import io.ridgeway.model.problem.Refusal;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A page that people change something on: it is shown, shown again with what is wrong, or left once
 * the work is done.
 *
 * @param data what the page shows, with what was typed; looked up anew for each answer
 */
public record FormPage(Answers answers, String template, Function<Form, Map<String, Object>> data) {

  /** The page, with nothing typed. */
  public Response show() {
    return answers.page(template, data.apply(Form.empty()));
  }

  /** The page again, because of what was typed. */
  public Response again(Form form) {
    return answers.again(template, data.apply(form));
  }

  /**
   * Does what a button alone asks for, and goes on to {@code path}; if it is refused, the page
   * again with the refusal on top.
   */
  public Response after(Runnable work, String path) {
    return after(Form.empty(), work, path);
  }

  /** The same by what was typed, which the page then has again. */
  public Response after(Form form, Runnable work, String path) {
    return after(form, List.of(), work, path);
  }

  /**
   * Does what a form asks for, and goes on to {@code path}; if it is refused, the page again with
   * the refusal on top, and what it says of {@code fields} beside these.
   */
  public Response after(Form form, List<String> fields, Runnable work, String path) {
    try {
      work.run();
      return answers.goTo(path);
    } catch (Refusal refusal) {
      form.reject(refusal, fields);
      return answers.refused(refusal, template, data.apply(form));
    }
  }

  /**
   * The same with what was read of the form; if that is empty, the page again.
   *
   * @param read what the form asks for; empty if something of it was rejected
   */
  public <T> Response after(
      Form form, List<String> fields, Optional<T> read, Consumer<T> work, String path) {
    return read.map(wanted -> after(form, fields, () -> work.accept(wanted), path))
        .orElseGet(() -> again(form));
  }
}
