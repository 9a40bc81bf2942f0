package io.ridgeway.example.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * The ledger as one transaction sees it. A write is seen by later transactions only, as Fabric has
 * it.
 *
 * @param stub the transaction
 */
record Ledger(ChaincodeStub stub) {
  /** The organisation of the caller. */
  String caller() {
    try {
      return SerializedIdentity.parseFrom(stub.getCreator()).getMspid();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("The caller can't be read.", e);
    }
  }

  /** The transaction's time, as its sender says it. */
  String now() {
    return Instant.ofEpochSecond(stub.getTxTimestamp().getEpochSecond()).toString();
  }

  <T> Optional<T> find(String kind, String id, Class<T> type) {
    String text = stub.getStringState(key(kind, id));
    return text.isEmpty() ? Optional.empty() : Optional.of(Json.read(text, type));
  }

  <T> T get(String kind, String id, Class<T> type) {
    return find(kind, id, type)
        .orElseThrow(() -> new IllegalArgumentException("There is no " + kind + " " + id + "."));
  }

  <T> T put(String kind, String id, T content) {
    stub.putStringState(key(kind, id), Json.write(content));
    return content;
  }

  /** Tells whoever listens, once the transaction is in a block. */
  void tell(String event, String id) {
    stub.setEvent(event, id.getBytes(StandardCharsets.UTF_8));
  }

  private String key(String kind, String id) {
    return stub.createCompositeKey(kind, id).toString();
  }
}
