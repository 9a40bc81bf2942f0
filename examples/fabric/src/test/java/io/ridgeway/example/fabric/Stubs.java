package io.ridgeway.example.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ledger.CompositeKey;

/** A ledger in memory for one contract: what is refused leaves nothing. */
final class Stubs {
  private final Contract contract;
  private final Map<String, String> state = new HashMap<>();
  private final Map<String, String> hidden = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private Map<String, byte[]> sent = Map.of();
  private int transactions;

  Stubs(Contract contract) {
    this.contract = contract;
  }

  /** What the contract answers; fails if it refuses. */
  String accepted(String caller, String function, String... arguments) {
    Map<String, String> written = new HashMap<>();
    Response response = run(written, caller, function, arguments);
    assertThat(response.getMessage()).isNull();
    state.putAll(written);
    return response.getStringPayload();
  }

  /** Why the contract refuses; fails if it doesn't. */
  String refused(String caller, String function, String... arguments) {
    Response response = run(new HashMap<>(), caller, function, arguments);
    assertThat(response.getStatus()).isEqualTo(Response.Status.INTERNAL_SERVER_ERROR);
    return response.getMessage();
  }

  /** What every call from now on sends for the peers alone. */
  Stubs sending(String field, String value) {
    sent = Map.of(field, value.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** What the peers have of private data, by collection and key. */
  Map<String, String> hidden() {
    return hidden;
  }

  List<String> events() {
    return events;
  }

  private Response run(
      Map<String, String> written, String caller, String function, String... arguments) {
    transactions++;
    List<String> told = new ArrayList<>();
    Map<String, String> kept = new HashMap<>(hidden);
    ChaincodeStub stub =
        (ChaincodeStub)
            Proxy.newProxyInstance(
                ChaincodeStub.class.getClassLoader(),
                new Class<?>[] {ChaincodeStub.class},
                (proxy, method, values) ->
                    switch (method.getName()) {
                      case "getFunction" -> function;
                      case "getParameters" -> List.of(arguments);
                      case "getTxId" -> "tx-" + transactions;
                      case "getTxTimestamp" -> Instant.parse("2026-11-21T00:00:00.9Z");
                      case "getCreator" ->
                          SerializedIdentity.newBuilder().setMspid(caller).build().toByteArray();
                      case "createCompositeKey" ->
                          new CompositeKey((String) values[0], (String[]) values[1]);
                      case "getStringState" -> state.getOrDefault((String) values[0], "");
                      case "putStringState" -> written.put((String) values[0], (String) values[1]);
                      case "getTransient" -> sent;
                      case "putPrivateData" ->
                          kept.put(values[0] + "/" + values[1], (String) values[2]);
                      case "getPrivateDataUTF8" ->
                          hidden.getOrDefault(values[0] + "/" + values[1], "");
                      case "getPrivateDataHash" ->
                          hidden.containsKey(values[0] + "/" + values[1])
                              ? new byte[] {1}
                              : new byte[0];
                      case "purgePrivateData" -> kept.remove(values[0] + "/" + values[1]);
                      case "setEvent" -> told.add(values[0] + " " + new String((byte[]) values[1]));
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    Response response = contract.invoke(stub);
    if (response.getStatus() == Response.Status.SUCCESS) {
      events.addAll(told);
      hidden.clear();
      hidden.putAll(kept);
    }
    return response;
  }
}
