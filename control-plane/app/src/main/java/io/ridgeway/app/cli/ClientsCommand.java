package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "clients",
    mixinStandardHelpOptions = true,
    description = "Applications that keep their own keys and speak to the nodes themselves.")
final class ClientsCommand {
  private static final String[] COLUMNS = {
    "name", "certifiedBy", "serial", "renewFrom", "expiresAt", "state", "revoked"
  };

  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "enrol",
      mixinStandardHelpOptions = true,
      description = "Have a key certified; the same again until it is due for renewal.")
  int enrol(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--request",
              required = true,
              paramLabel = "FILE",
              description = "The certification request (PKCS#10, PEM) that your key has signed.")
          Path request,
      @Option(
              names = "--organisation",
              paramLabel = "NAME",
              description = "Whose application it is; the first member's if left out.")
          @Nullable String organisation,
      @Option(
              names = "--days",
              paramLabel = "COUNT",
              description = "How long the certificate is to live: 365 at most.")
          @Nullable Integer days,
      @Option(
              names = "--certificate",
              paramLabel = "FILE",
              description = "Where the certificate (PEM) is written.")
          @Nullable Path certificate) {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("name", name);
    wanted.put("request", read(request));
    if (organisation != null) {
      wanted.put("organisation", organisation);
    }
    if (days != null) {
      wanted.put("days", days);
    }
    JsonNode enrolled = root.api().post(path(network) + "/clients", wanted);
    if (certificate != null) {
      write(certificate, ascii(enrolled.path("certificate").asText()));
    }
    root.output().print(enrolled, COLUMNS);
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List a network's.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    root.output().print(root.api().get(path(network) + "/clients"), COLUMNS);
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description =
          "Take back all certificates of an application that keeps its key, or of a managed key;"
              + " the ledger's nodes are told.")
  int revoke(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name) {
    root.output()
        .print(
            root.api().post(path(network) + "/revocations", Map.of("name", name)),
            "id",
            "kind",
            "state",
            "requestedAt");
    return 0;
  }

  @Command(
      name = "revocations",
      mixinStandardHelpOptions = true,
      description = "List what each authority has revoked.")
  int revocations(@Parameters(paramLabel = "NETWORK") String network) {
    root.output()
        .print(
            root.api().get(path(network) + "/revocations"),
            "authority",
            "number",
            "issuedAt",
            "serials");
    return 0;
  }

  @Command(
      name = "bring-list",
      mixinStandardHelpOptions = true,
      description =
          "Bring the list of revoked certificates (CRL) of an organisation's own authority.")
  int bringList(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(
              names = "--organisation",
              required = true,
              paramLabel = "NAME",
              description = "Whose authority signed it.")
          String organisation,
      @Option(
              names = "--list",
              required = true,
              paramLabel = "FILE",
              description = "The list (X.509 CRL): PEM.")
          Path list) {
    root.output()
        .print(
            root.api()
                .post(
                    path(network) + "/revocations",
                    Map.of("organisation", organisation, "list", read(list))),
            "id",
            "kind",
            "state",
            "requestedAt");
    return 0;
  }

  @Command(
      name = "profile",
      mixinStandardHelpOptions = true,
      description = "Print the connection profile, which SDKs read; no secret is in it.")
  int profile(
      @Parameters(paramLabel = "NETWORK") String network,
      @Option(
              names = "--organisation",
              paramLabel = "NAME",
              description = "Whose application reads it; the first member's if left out.")
          @Nullable String organisation,
      @Option(names = "--yaml", description = "As YAML; as JSON otherwise.") boolean yaml,
      @Option(names = "--toml", description = "As config.toml, where SDKs read one.") boolean toml,
      @Option(names = "--file", description = "Write it there instead of printing it.")
          @Nullable Path file) {
    String format = toml ? "toml" : yaml ? "yaml" : "json";
    String door = path(network) + "/connection-profile?format=" + format;
    byte[] profile =
        root.api()
            .document(
                organisation == null ? door : door + "&organisation=" + Http.encode(organisation),
                "application/" + format);
    if (file == null) {
      root.output().line(new String(profile, StandardCharsets.UTF_8).stripTrailing());
    } else {
      write(file, profile);
    }
    return 0;
  }

  @Command(
      name = "sdk",
      mixinStandardHelpOptions = true,
      description =
          "Have an RSA key certified, and write all that FISCO BCOS's SDKs need but the key:"
              + " config.toml, conf/ca.crt, conf/sdk.crt.")
  int sdk(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--request",
              required = true,
              paramLabel = "FILE",
              description = "The certification request (PKCS#10, PEM) that your key has signed.")
          Path request,
      @Option(
              names = "--directory",
              required = true,
              paramLabel = "DIRECTORY",
              description = "Where the files go; conf/sdk.key, your key, is yours to put there.")
          Path directory) {
    String profile = path(network) + "/connection-profile?format=";
    JsonNode files = root.api().get(profile + "json").path("files");
    if (!files.isObject()) {
      throw new Failure(
          Failure.REFUSED, "SDKs of this network's framework read a profile: clients profile.");
    }
    byte[] toml = root.api().document(profile + "toml", "application/toml");
    JsonNode enrolled =
        root.api().post(path(network) + "/clients", Map.of("name", name, "request", read(request)));
    Path conf = directory.resolve("conf");
    try {
      Files.createDirectories(conf);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The directory " + conf + " can't be made.");
    }
    write(directory.resolve("config.toml"), toml);
    write(conf.resolve("ca.crt"), ascii(files.path("conf/ca.crt").asText()));
    write(conf.resolve("sdk.crt"), ascii(enrolled.path("certificate").asText()));
    root.output().print(enrolled, COLUMNS);
    return 0;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + file + " can't be read as text.");
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, "The file " + file + " can't be written.");
    }
  }
}
