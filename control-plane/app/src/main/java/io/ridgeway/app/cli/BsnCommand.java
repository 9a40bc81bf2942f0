package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "bsn",
    mixinStandardHelpOptions = true,
    description = "Applications that speak BSN's protocol with the gateway.")
final class BsnCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Let one in; a private key that is made is shown this once.")
  int create(
      @Parameters(paramLabel = "NETWORK") String network,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--algorithm",
              paramLabel = "TYPE",
              defaultValue = "2",
              description = "1 SM2, 2 secp256r1, 3 secp256k1; ${DEFAULT-VALUE} by default.")
          int algorithm,
      @Option(
              names = "--public-key",
              paramLabel = "FILE",
              description = "The application's, in PEM; a pair is made without.")
          @Nullable Path publicKey,
      @Option(
              names = "--organisation",
              paramLabel = "NAME",
              description = "Whose members its users are.")
          @Nullable String organisation,
      @Option(
              names = "--ca-type",
              paramLabel = "TYPE",
              defaultValue = "1",
              description =
                  "1 its users' keys are in custody, 2 it keeps them; ${DEFAULT-VALUE} by default.")
          int caType,
      @Option(names = "--empty-mac", description = "Have answers carry no signature.")
          boolean emptyMac) {
    Map<String, Object> wanted = new TreeMap<>();
    wanted.put("name", name);
    wanted.put("algorithmType", algorithm);
    wanted.put("caType", caType);
    wanted.put("emptyMac", emptyMac);
    if (publicKey != null) {
      wanted.put("publicKey", read(publicKey));
    }
    if (organisation != null) {
      wanted.put("organisation", organisation);
    }
    JsonNode made = root.api().post(path(network), wanted);
    root.output()
        .print(made, "id", "userCode", "appCode", "gatewayPublicKey", "publicKey", "privateKey");
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a network's, revoked ones included.")
  int list(@Parameters(paramLabel = "NETWORK") String network) {
    root.output()
        .print(
            root.api().get(path(network)),
            "id",
            "name",
            "algorithmType",
            "caType",
            "frozen",
            "emptyMac",
            "revokedAt");
    return 0;
  }

  @Command(
      name = "freeze",
      mixinStandardHelpOptions = true,
      description = "Have its calls refused until it is thawed.")
  int freeze(@Parameters(paramLabel = "APPLICATION") String id) {
    return change(id, true);
  }

  @Command(name = "thaw", mixinStandardHelpOptions = true, description = "Have its calls taken.")
  int thaw(@Parameters(paramLabel = "APPLICATION") String id) {
    return change(id, false);
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Take one out of force at once.")
  int revoke(@Parameters(paramLabel = "APPLICATION") String id) {
    root.api().delete("/v1/bsn-applications/" + Http.encode(id));
    return 0;
  }

  @Command(
      name = "contract",
      mixinStandardHelpOptions = true,
      description = "Give a contract the name by which an application on FISCO BCOS calls it.")
  int contract(
      @Parameters(paramLabel = "APPLICATION") String id,
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = "ADDRESS", description = "0x and 40 hex digits.") String address,
      @Parameters(paramLabel = "FILE", description = "Its abi, as Solidity's compiler writes it.")
          Path abi) {
    root.api().put(contractPath(id, name), Map.of("address", address, "abi", read(abi)));
    return 0;
  }

  @Command(
      name = "remove-contract",
      mixinStandardHelpOptions = true,
      description = "Take a contract's name back.")
  int removeContract(
      @Parameters(paramLabel = "APPLICATION") String id,
      @Parameters(paramLabel = "NAME") String name) {
    root.api().delete(contractPath(id, name));
    return 0;
  }

  private static String contractPath(String id, String name) {
    return "/v1/bsn-applications/" + Http.encode(id) + "/contracts/" + Http.encode(name);
  }

  private int change(String id, boolean frozen) {
    root.api()
        .put("/v1/bsn-applications/" + Http.encode(id) + "/switches", Map.of("frozen", frozen));
    return 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(String network) {
    return "/v1/networks/" + Http.encode(network) + "/bsn-applications";
  }
}
