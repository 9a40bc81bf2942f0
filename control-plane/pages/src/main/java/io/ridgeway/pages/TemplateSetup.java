package io.ridgeway.pages;

import io.quarkus.qute.EngineBuilder;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Gives the template engine what our templates use beyond Qute's own. */
@Singleton
public final class TemplateSetup {
  void configure(@Observes EngineBuilder builder) {
    extend(builder);
  }

  /** Adds {@code msg:} and {@code fmt:}. */
  static EngineBuilder extend(EngineBuilder builder) {
    return builder
        .addNamespaceResolver(new MessageNamespace())
        .addNamespaceResolver(new FormatNamespace());
  }
}
