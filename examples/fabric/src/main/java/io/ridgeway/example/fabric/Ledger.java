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
  /** What an organisation keeps for itself; every one has such a collection. */
  private static final String OWN = "_implicit_org_";

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

  /** What the caller sent for the peers alone, so that it is in no block. */
  String hidden(String field) {
    byte[] value = stub.getTransient().get(field);
    if (value == null || value.length == 0) {
      throw new IllegalArgumentException(
          "Send " + field + " in the transient field " + field + ".");
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Keeps something at the peers of a collection's members; all others have its hash. */
  void keep(String collection, String key, String value) {
    stub.putPrivateData(collection, key, value);
  }

  /** What a collection's members have; only their peers can answer. */
  String kept(String collection, String key) {
    String value = stub.getPrivateDataUTF8(collection, key);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("There is nothing under that key in " + collection + ".");
    }
    return value;
  }

  /**
   * Has every peer forget what it has under a key, and all that it had there before. The hash is
   * read first: so it can't be done twice, and the transaction tells in which block it came.
   */
  void purge(String collection, String key) {
    if (collection.startsWith(OWN) && !collection.equals(OWN + caller())) {
      throw new IllegalArgumentException("Only its own organisation purges " + collection + ".");
    }
    byte[] hash = stub.getPrivateDataHash(collection, key);
    if (hash == null || hash.length == 0) {
      throw new IllegalArgumentException(
          "There is nothing under one of the keys in " + collection + ".");
    }
    stub.purgePrivateData(collection, key);
  }

  private String key(String kind, String id) {
    return stub.createCompositeKey(kind, id).toString();
  }
}
