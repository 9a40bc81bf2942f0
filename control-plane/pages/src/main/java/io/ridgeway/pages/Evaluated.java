package io.ridgeway.pages;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.EvaluatedParams;
import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** A namespace's call in a template, with its arguments and the page's locale. */
final class Evaluated {
  private Evaluated() {}

  static Locale locale(EvalContext context) {
    return context.getAttribute(TemplateInstance.LOCALE) instanceof Locale locale
        ? locale
        : Locale.ENGLISH;
  }

  /** What {@code call} makes of the arguments, once they are known. */
  static CompletionStage<Object> of(
      EvalContext context, EvaluatedParams params, Function<List<Object>, Object> call) {
    return params.stage.thenApply(
        ready -> {
          List<Object> values = new ArrayList<>();
          try {
            for (int i = 0; i < context.getParams().size(); i++) {
              values.add(params.getResult(i));
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a page was rendered", e);
          } catch (ExecutionException e) {
            throw new IllegalArgumentException(
                context.getName() + ": an argument can't be evaluated", e.getCause());
          }
          return call.apply(values);
        });
  }
}
