package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.engine.catalogue.InstalledPlugins;
import io.ridgeway.engine.catalogue.PluginEntry;
import io.ridgeway.model.SettableClock;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of this installation: jars in a directory that the operator trusts, each in a class
 * loader of its own, their adapters behind guards. What isn't trusted or doesn't fit is refused
 * alone, and shown.
 *
 * <p>A plugin is code that runs with all the rights of the process: a class loader keeps its
 * libraries apart from ours, and is no sandbox. What protects is whom the operator trusts.
 */
public final class Plugins implements InstalledPlugins, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final Settings settings;
  private final Clock clock;
  private final Set<String> names;
  private final List<Loaded> loaded = new ArrayList<>();
  private final List<PluginEntry> refused = new ArrayList<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();
  private @Nullable Path copies;

  /**
   * Where plugins are, and how long they may take.
   *
   * @param directory of the jars; it needn't be there
   * @param trusted the list of what is trusted, {@code trusted.yaml}
   * @param deadline of every call
   */
  public record Settings(Path directory, Path trusted, Duration deadline) {}

  private record Loaded(PluginEntry entry, GuardedProvider provider, Failures failures) {}

  private Plugins(Settings settings, Set<String> builtIn, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.names = new HashSet<>(builtIn);
  }

  /** No plugins, for a process that uses no adapter. */
  public static Plugins none() {
    Path nowhere = Path.of("");
    return new Plugins(
        new Settings(nowhere, nowhere, Duration.ZERO),
        Set.of(),
        SettableClock.fixedAt(Instant.EPOCH));
  }

  /**
   * Loads what is there and trusted. It never throws for what is wrong with a plugin: {@link #all}
   * says it.
   *
   * @param builtIn the names of the adapters that come with Ridgeway; no plugin may take one
   */
  public static Plugins load(Settings settings, Set<String> builtIn, Clock clock) {
    Plugins plugins = new Plugins(settings, builtIn, clock);
    try {
      plugins.loadAll();
    } catch (Refused e) {
      plugins.refuse(String.valueOf(settings.directory().getFileName()), "", e);
    }
    return plugins;
  }

  /** The adapters that were loaded, each behind its guard. */
  public List<CloudAdapterProvider> providers() {
    return loaded.stream().<CloudAdapterProvider>map(Loaded::provider).toList();
  }

  @Override
  public List<PluginEntry> all() {
    return Stream.concat(
            loaded.stream().map(l -> l.entry().withProblem(l.failures().said())), refused.stream())
        .toList();
  }

  private void loadAll() {
    if (!Files.isDirectory(settings.directory())) {
      return;
    }
    SortedSet<String> jars = jars();
    if (!jars.isEmpty()) {
      Trust.refuseIfAnybodyMayWrite(settings.directory());
    }
    Trust trust = Trust.read(settings.trusted());
    jars.addAll(trust.pins().keySet());
    for (String jar : jars) {
      load(jar, trust);
    }
  }

  private SortedSet<String> jars() {
    try (Stream<Path> files = Files.list(settings.directory())) {
      SortedSet<String> jars = new TreeSet<>();
      files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(name -> name.endsWith(".jar"))
          .forEach(jars::add);
      return jars;
    } catch (IOException e) {
      throw new Refused("the plugins' directory can't be read (" + e + ")", e);
    }
  }

  private void load(String name, Trust trust) {
    String sha256 = "";
    try {
      Path file = settings.directory().resolve(name);
      byte[] content = PluginJar.content(file);
      sha256 = Trust.sha256(content);
      Trust.Pin pin = trust.check(name, content, PluginJar.signature(file));
      PluginJar jar = PluginJar.open(name, content, copies());
      open(
          jar,
          new PluginEntry("", jar.version(), "", name, sha256, pin.signer(), jar.spi(), true, ""));
    } catch (Refused e) {
      refuse(name, sha256, e);
    }
  }

  private Path copies() {
    try {
      if (copies == null) {
        // Owner only, as every temporary directory of Java's.
        copies = Files.createTempDirectory("ridgeway-plugins");
      }
      return copies;
    } catch (IOException e) {
      throw new Refused("there is no room for a copy of it (" + e + ")", e);
    }
  }

  /** From here on, the plugin's own code runs. */
  private void open(PluginJar jar, PluginEntry known) {
    URLClassLoader loader = jar.loader();
    loaders.add(loader);
    Failures failures = new Failures(clock);
    Guard guard = new Guard("the plugin " + known.file(), loader, settings.deadline(), failures);
    try {
      List<Found> all = guard.call("its start", Optional.empty(), call -> found(loader));
      for (Found found : all) {
        if (!names.add(found.descriptor().name())) {
          throw new Refused(
              "there is an adapter "
                  + found.descriptor().name()
                  + " already, built in or of another plugin; remove one");
        }
      }
      for (Found found : all) {
        loaded.add(
            new Loaded(
                known.described(found.descriptor().name(), found.descriptor().description()),
                new GuardedProvider(
                    found.provider(), found.descriptor(), loader, settings.deadline(), failures),
                failures));
        LOG.atInfo()
            .addKeyValue("file", known.file())
            .addKeyValue("adapter", found.descriptor().name())
            .addKeyValue("signer", known.signer())
            .log("loaded a plugin");
      }
    } catch (AdapterException e) {
      throw new Refused(String.valueOf(e.getMessage()), e);
    } finally {
      guard.close();
    }
  }

  private record Found(CloudAdapterProvider provider, Descriptor descriptor) {}

  private static List<Found> found(URLClassLoader loader) {
    try {
      List<Found> all =
          ServiceLoader.load(CloudAdapterProvider.class, loader).stream()
              .map(ServiceLoader.Provider::get)
              .map(provider -> new Found(provider, Descriptor.of(provider)))
              .toList();
      if (all.isEmpty()) {
        throw new Refused("it names no adapter");
      }
      return all;
    } catch (ServiceConfigurationError e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new Refused(
          "its adapter can't be made (" + why.getClass().getSimpleName() + "); see the log", e);
    }
  }

  private void refuse(String file, String sha256, Refused why) {
    String problem = "Not loaded: " + String.valueOf(why.getMessage()).replaceAll("\\.$", "") + ".";
    refused.add(new PluginEntry("", "", "", file, sha256, "", "", false, problem));
    LOG.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("problem", problem)
        .setCause(why.getCause())
        .log("refused a plugin");
  }

  /** Lets go of their threads and files. */
  @Override
  public void close() {
    loaded.forEach(l -> l.provider().close());
    try {
      for (URLClassLoader loader : loaders) {
        loader.close();
      }
      if (copies != null) {
        try (Stream<Path> files = Files.list(copies)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(copies);
      }
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("directory", String.valueOf(copies))
          .setCause(e)
          .log("copies are left");
    }
  }
}
