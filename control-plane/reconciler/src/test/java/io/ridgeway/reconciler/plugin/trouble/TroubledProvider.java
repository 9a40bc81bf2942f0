package io.ridgeway.reconciler.plugin.trouble;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A provider that tests put into jars, with a file that says how it misbehaves: lines {@code METHOD
 * HOW}, and {@code called NAME}.
 */
public final class TroubledProvider implements CloudAdapterProvider {
  private final List<String> troubles;

  public TroubledProvider() {
    try (InputStream in = TroubledProvider.class.getResourceAsStream("/troubles")) {
      troubles = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    at("constructor");
  }

  private Object at(String method) {
    for (String trouble : troubles) {
      if (trouble.startsWith(method + " ")) {
        return misbehave(trouble.substring(method.length() + 1));
      }
    }
    return this;
  }

  private Object misbehave(String how) {
    switch (how) {
      case "throws" -> throw new IllegalStateException("a fault of the plugin");
      case "refuses" -> throw Refusal.notFound("network", "of another");
      case "links" -> throw new NoClassDefFoundError("com/acme/Gone");
      case "overflows" -> {
        return misbehave(how);
      }
      case "hangs" -> {
        while (true) {
          try {
            Thread.sleep(600_000);
          } catch (InterruptedException e) {
            // Deaf.
          }
        }
      }
      case "exits-hanging" -> {
        try {
          Thread.sleep(600_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return this;
      }
      case "null" -> {
        return Optional.empty();
      }
      default -> throw new IllegalArgumentException(how);
    }
  }

  @Override
  public String name() {
    at("name");
    return troubles.stream()
        .filter(t -> t.startsWith("called "))
        .map(t -> t.substring(7))
        .findFirst()
        .orElse("troubled");
  }

  @Override
  public String description() {
    return "Misbehaves as it is told";
  }

  @Override
  public String configurationSchema() {
    return troubles.contains("schema bad") ? "{" : "{\"type\":\"object\"}";
  }

  @Override
  public CloudAdapter open(AdapterContext context) {
    at("open");
    return (CloudAdapter)
        Proxy.newProxyInstance(
            TroubledProvider.class.getClassLoader(),
            new Class<?>[] {CloudAdapter.class},
            (proxy, method, arguments) -> {
              if (at(method.getName()) != this) {
                return null;
              }
              return switch (method.getName()) {
                case "check" ->
                    List.of(
                        String.valueOf(Thread.currentThread().getContextClassLoader()),
                        context.credentials().get("token").orElse("none"));
                case "apply" -> ((NodeSecrets) arguments[2]).open(KeyId.next());
                case "capabilities", "software" -> Set.of();
                case "usage", "logs" -> List.of();
                default -> null;
              };
            });
  }
}
