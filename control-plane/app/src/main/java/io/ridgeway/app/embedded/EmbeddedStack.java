package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL and Keycloak of one home, together: started, or found running and adopted; then told
 * to the application as configuration.
 *
 * <pre>{@code
 * EmbeddedStack stack = EmbeddedStack.fromEnvironment(System.getenv(), clock, progress);
 * stack.start();                    // PostgreSQL serves, Keycloak is on its way
 * start(stack.configuration());     // the application starts beside it
 * stack.awaitReady();               // the realm serves
 * stack.stop();
 * }</pre>
 *
 * <p>{@link #stop} may be called from a shutdown hook at any time: it waits for a start under way,
 * and after it nothing of the home runs.
 */
public final class EmbeddedStack {
  static final String PORTAL = "portal";
  static final String GATEWAY = "gateway";
  private static final int USUAL_PORTAL_PORT = 8080;
  private static final int USUAL_GATEWAY_PORT = 8090;
  // A file lock keeps other processes out, but not other threads of this one.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Home home;
  private final Path keycloakDistribution;
  private final Clock clock;
  private final Progress progress;
  private final Secrets secrets;
  private final Ports ports;
  private volatile boolean stopped;
  private volatile @Nullable Running running;

  private record Running(
      EmbeddedPostgres postgres, EmbeddedKeycloak keycloak, int portalPort, int gatewayPort) {}

  public EmbeddedStack(Home home, Path keycloakDistribution, Clock clock, Progress progress) {
    this.home = home;
    this.keycloakDistribution = keycloakDistribution;
    this.clock = clock;
    this.progress = progress;
    PrivateFiles.directory(home.root());
    this.secrets = Secrets.loadOrCreate(home, new SecureRandom());
    this.ports = new Ports(home);
  }

  /**
   * The stack of the home that the environment names, with the Keycloak that {@code
   * RIDGEWAY_KEYCLOAK} names or else the one that {@code tools/keycloak/build} prepared last.
   */
  public static EmbeddedStack fromEnvironment(
      Map<String, String> environment, Clock clock, Progress progress) {
    return at(Home.from(environment), environment, clock, progress);
  }

  /** The stack of that home, with the Keycloak as {@link #fromEnvironment} finds it. */
  public static EmbeddedStack at(
      Home home, Map<String, String> environment, Clock clock, Progress progress) {
    String named = environment.get("RIDGEWAY_KEYCLOAK");
    Path keycloak =
        named == null || named.isEmpty() ? home.cache().resolve("keycloak") : Path.of(named);
    return new EmbeddedStack(home, keycloak, clock, progress);
  }

  /**
   * Starts or adopts both; PostgreSQL is ready when this returns, Keycloak when {@link #awaitReady}
   * does.
   */
  public void start() {
    if (!Files.isExecutable(keycloakDistribution.resolve("bin/kc.sh"))) {
      throw new EmbeddedException(
          "no Keycloak at "
              + keycloakDistribution
              + ": run tools/keycloak/build, or ./ridgeway build");
    }
    running =
        launch(
            record -> {
              EmbeddedPostgres postgres =
                  EmbeddedPostgres.startOrAdopt(home, secrets, ports, progress, clock);
              record.put(EmbeddedPostgres.PORT_NAME, postgres.mark(), postgres.port(), clock);
              EmbeddedKeycloak keycloak = keycloak(record, postgres);
              record.put(EmbeddedKeycloak.PORT_NAME, keycloak.mark(), keycloak.port(), clock);
              return new Running(
                  postgres,
                  keycloak,
                  port(record, PORTAL, USUAL_PORTAL_PORT),
                  port(record, GATEWAY, USUAL_GATEWAY_PORT));
            });
  }

  /** Waits until the realm serves; makes it, with its users, at the home's first start. */
  public void awaitReady() {
    running().keycloak().awaitRealm(home, portalUrl(), secrets, progress, clock);
  }

  /**
   * Stops all that runs of the home: the application, the local city node's nodes, Keycloak,
   * PostgreSQL. A process is stopped only when it is the recorded one, not a later one with its
   * number.
   */
  public void stop() {
    stopped = true;
    stop(home, progress, clock);
  }

  /** The same for a home that another process started. */
  public static void stop(Home home, Progress progress, Clock clock) {
    exclusively(
        home,
        () -> {
          new StackStop(home, clock, progress).run();
          return home;
        });
  }

  /**
   * What the application is configured with, by property name: see {@link StackConfiguration}.
   * Holds passwords.
   */
  public Map<String, String> configuration() {
    Running now = running();
    return StackConfiguration.of(
        home, secrets, now.postgres(), now.keycloak(), now.portalPort(), now.gatewayPort());
  }

  public Home home() {
    return home;
  }

  public Secrets secrets() {
    return secrets;
  }

  /** Where the portal and the APIs are, or will be once the application runs. */
  public String portalUrl() {
    return "http://127.0.0.1:" + running().portalPort();
  }

  /** Where the gateway is, or will be once the application runs. */
  public String gatewayUrl() {
    return "http://127.0.0.1:" + running().gatewayPort();
  }

  /** The issuer of the realm's tokens. */
  public String realmUrl() {
    return running().keycloak().realmUrl();
  }

  public EmbeddedPostgres postgres() {
    return running().postgres();
  }

  private EmbeddedKeycloak keycloak(StackRecord record, EmbeddedPostgres postgres) {
    Optional<EmbeddedKeycloak> adopted =
        record.living(EmbeddedKeycloak.PORT_NAME).map(EmbeddedKeycloak::of);
    if (adopted.isPresent()) {
      progress.line("Keycloak: adopted, 127.0.0.1:" + adopted.get().port());
      return adopted.get();
    }
    progress.line("Keycloak: starting");
    return EmbeddedKeycloak.start(home, keycloakDistribution, postgres, secrets, ports, clock);
  }

  // A living application holds its ports; they are not free, and they are its.
  private int port(StackRecord record, String name, int usual) {
    return record.living(EmbeddedApplication.NAME).isPresent()
        ? ports.last(name, usual)
        : ports.free(name, usual);
  }

  private Running running() {
    Running now = running;
    if (now == null) {
      throw new IllegalStateException("the embedded stack was not started");
    }
    return now;
  }

  /** Starts processes and records them, while nobody else does and nobody stops this home. */
  <T> T launch(Function<StackRecord, T> work) {
    return exclusively(
        home,
        () -> {
          if (stopped) {
            throw new EmbeddedException("stopped before it started");
          }
          return work.apply(StackRecord.of(home));
        });
  }

  private static <T> T exclusively(Home home, Supplier<T> work) {
    IN_THIS_PROCESS.lock();
    Path file = PrivateFiles.directory(home.run()).resolve("lock");
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new EmbeddedException("lost the lock " + file);
      }
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + file, e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
