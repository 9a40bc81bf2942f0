package io.ridgeway.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Managed keys: made and kept in custody.")
final class KeysCommand {
  private static final String[] COLUMNS = {
    "id", "name", "account", "state", "createdAt", "expiresAt", "revoked"
  };

  private static final String[] LIFE = {"id", "name", "state", "destroyAt"};

  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make one; asked again, it is the same.")
  int create(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--organisation",
              paramLabel = "NAME",
              description = "Whose application signs with it, where the ledger has organisations.")
          @Nullable String organisation,
      @Option(names = "--never-exportable", description = "It never leaves custody, for good.")
          boolean kept) {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("name", name);
    wanted.put("exportable", !kept);
    if (organisation != null) {
      wanted.put("organisation", organisation);
    }
    root.output().print(root.api().post(records(network).path(), wanted), COLUMNS);
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List a network's.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    return records(network).list("");
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Bring one: PKCS#8 or SEC 1 (DER or PEM), a JSON keystore of version 3, or 64 hex"
              + " digits.")
  int bring(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "The key's file.")
          Path key,
      @Option(
              names = "--password-file",
              paramLabel = "FILE",
              description = "A file whose first line is the password that opens it.")
          @Nullable Path password,
      @Option(
              names = "--organisation",
              paramLabel = "NAME",
              description = "Whose application signs with it, where the ledger has organisations.")
          @Nullable String organisation,
      @Option(names = "--never-exportable", description = "It never leaves custody again.")
          boolean kept) {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("name", name);
    wanted.put("exportable", !kept);
    wanted.put("key", Base64.getEncoder().encodeToString(read(key)));
    if (password != null) {
      wanted.put(
          "password",
          new String(read(password), StandardCharsets.UTF_8).lines().findFirst().orElse(""));
    }
    if (organisation != null) {
      wanted.put("organisation", organisation);
    }
    root.output().print(root.api().post(records(network).path() + "/imports", wanted), COLUMNS);
    return 0;
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Have nothing signed with one until it is enabled.")
  int disable(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key) {
    return turn(network, key, false);
  }

  @Command(name = "enable", mixinStandardHelpOptions = true, description = "Have one sign again.")
  int enable(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key) {
    return turn(network, key, true);
  }

  private int turn(String network, String key, boolean inForce) {
    root.output()
        .print(
            root.api().post(records(network).path(key) + "/switches", Map.of("inForce", inForce)),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "destroy",
      mixinStandardHelpOptions = true,
      description = "Disable one at once, and destroy it for good after a waiting time.")
  int destroy(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key,
      @Option(
              names = "--wait-seconds",
              paramLabel = "COUNT",
              description = "How long it can be had back: 60 to 2592000; seven days if left out.")
          @Nullable Long wait) {
    root.output()
        .print(
            root.api()
                .post(
                    records(network).path(key) + "/destruction",
                    wait == null ? Map.of() : Map.of("waitSeconds", wait)),
            LIFE);
    return 0;
  }

  @Command(
      name = "keep",
      mixinStandardHelpOptions = true,
      description = "Take the order to destroy one back; it stays disabled.")
  int keep(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key) {
    root.output().print(root.api().delete(records(network).path(key) + "/destruction"), LIFE);
    return 0;
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      description =
          "Have a new key take over the name: another account, or where members certify keys"
              + " another certificate.")
  int rotate(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key,
      @Option(names = "--keep-old", description = "The old one stays in force.") boolean keepOld) {
    root.output()
        .print(
            root.api().post(records(network).path(key) + "/successors", Map.of("keepOld", keepOld)),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "limit",
      mixinStandardHelpOptions = true,
      description = "Say what one may be used for; what isn't said isn't limited.")
  int limit(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "KEY", description = "Its id.") String key,
      @Option(names = "--contract", paramLabel = "NAME", description = "One of those it may call.")
          @Nullable List<String> contracts,
      @Option(
              names = "--function",
              paramLabel = "NAME",
              description = "One of those it may call: a name, a signature, a selector.")
          @Nullable List<String> functions,
      @Option(names = "--per-second", paramLabel = "COUNT") @Nullable Integer perSecond,
      @Option(names = "--per-minute", paramLabel = "COUNT") @Nullable Integer perMinute,
      @Option(names = "--per-day", paramLabel = "COUNT") @Nullable Integer perDay,
      @Option(names = "--value", paramLabel = "WEI", description = "The most a transaction pays.")
          @Nullable String value,
      @Option(names = "--value-per-day", paramLabel = "WEI", description = "The most a day pays.")
          @Nullable String valuePerDay,
      @Option(
              names = "--hours",
              paramLabel = "HOURS",
              description = "Such as: Europe/Berlin MON,TUE,WED 08:00 18:30")
          @Nullable String hours) {
    Map<String, Object> policy = new HashMap<>();
    put(policy, "contracts", contracts);
    put(policy, "functions", functions);
    put(policy, "perSecond", perSecond);
    put(policy, "perMinute", perMinute);
    put(policy, "perDay", perDay);
    put(policy, "valueMost", value);
    put(policy, "valuePerDayMost", valuePerDay);
    put(policy, "hours", hours);
    root.output().print(root.api().put(records(network).path(key) + "/policy", policy), COLUMNS);
    return 0;
  }

  private static void put(Map<String, Object> into, String name, @Nullable Object value) {
    if (value != null) {
      into.put(name, value);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + file + " can't be read.");
    }
  }

  private NetworkRecords records(String network) {
    return new NetworkRecords(root, network, "keys", COLUMNS);
  }
}
