package io.ridgeway.example.fabric;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.function.Supplier;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;

/**
 * Runs one contract as a service that peers connect to.
 *
 * <p>Environment: {@code CHAINCODE_SERVER_ADDRESS} (host:port to listen at) and {@code
 * CORE_CHAINCODE_ID_NAME} (the package's id), as Fabric's own samples have them; with {@code
 * CHAINCODE_TLS_KEY} and {@code CHAINCODE_TLS_CERT} (files, PEM) it speaks TLS.
 */
public final class Service {
  private static final Map<String, Supplier<Contract>> CONTRACTS =
      Map.of(
          "depositary", Depositary::new,
          "notary", Notary::new,
          "traceability", Traceability::new);

  private Service() {}

  /**
   * Runs until it is stopped.
   *
   * @param arguments the contract's name
   */
  public static void main(String[] arguments) throws Exception {
    Supplier<Contract> maker = arguments.length == 1 ? CONTRACTS.get(arguments[0]) : null;
    if (maker == null) {
      System.err.println("Name one contract of " + CONTRACTS.keySet().stream().sorted().toList());
      System.exit(2);
      return;
    }
    maker.get().serve(properties(System.getenv()));
  }

  private static ChaincodeServerProperties properties(Map<String, String> environment) {
    String address = environment.getOrDefault("CHAINCODE_SERVER_ADDRESS", "127.0.0.1:9999");
    int colon = address.lastIndexOf(':');
    ChaincodeServerProperties properties = new ChaincodeServerProperties();
    properties.setServerAddress(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    String key = environment.getOrDefault("CHAINCODE_TLS_KEY", "");
    if (!key.isEmpty()) {
      properties.setTlsEnabled(true);
      properties.setKeyFile(key);
      properties.setKeyCertChainFile(environment.get("CHAINCODE_TLS_CERT"));
    }
    return properties;
  }
}
