package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * What an administrator is asked to sign, read here from the very bytes: a signature is given for
 * what they say, whatever the server says of them.
 *
 * @param channel whose configuration is to change
 * @param organisation in whose name it is signed
 * @param certificate of who signs, PEM
 * @param changes the parts of the configuration that become others, by their paths; or what is
 *     approved of a contract
 * @param bytes what is signed
 */
record Question(
    String channel, String organisation, String certificate, List<String> changes, byte[] bytes) {
  private static final String APPROVES = "approves: ";

  Question {
    changes = List.copyOf(changes);
    bytes = bytes.clone();
  }

  /**
   * Reads an approval as the server gives it.
   *
   * @throws Failure if it isn't a change of a channel, or the approval of a contract, in the name
   *     of that organisation
   */
  static Question of(JsonNode approval) {
    try {
      byte[] header = decoded(approval, "header");
      byte[] update = decoded(approval, "update");
      byte[] bytes = Arrays.copyOf(header, header.length + update.length);
      System.arraycopy(update, 0, bytes, header.length, update.length);
      if (!Arrays.equals(bytes, decoded(approval, "toSign"))) {
        throw wrong("What is to be signed isn't the header and the update that are shown.");
      }
      if (ContractQuestion.isOne(bytes)) {
        return ofContract(approval, bytes);
      }
      SerializedIdentity creator =
          SerializedIdentity.parseFrom(SignatureHeader.parseFrom(header).getCreator());
      ConfigUpdate change = ConfigUpdate.parseFrom(update);
      if (change.getChannelId().isEmpty()) {
        throw wrong("What is to be signed names no channel.");
      }
      if (!creator.getMspid().equals(approval.path("organisation").asText())) {
        throw wrong("What is to be signed is in the name of " + creator.getMspid() + ".");
      }
      List<String> changes = new ArrayList<>();
      collect(change.getReadSet(), change.getWriteSet(), "Channel", changes);
      return new Question(
          change.getChannelId(),
          creator.getMspid(),
          creator.getIdBytes().toStringUtf8(),
          changes,
          bytes);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw wrong("What is to be signed isn't a change of a Fabric channel.");
    }
  }

  private static Question ofContract(JsonNode approval, byte[] bytes) {
    try {
      ContractQuestion asked = ContractQuestion.of(bytes);
      if (!asked.organisation().equals(approval.path("organisation").asText())) {
        throw wrong("What is to be signed is in the name of " + asked.organisation() + ".");
      }
      return new Question(
          asked.channel(),
          asked.organisation(),
          asked.certificate(),
          asked.says().stream().map(says -> APPROVES + says).toList(),
          bytes);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw wrong("What is to be signed isn't the approval of a contract: " + e.getMessage() + ".");
    }
  }

  private static byte[] decoded(JsonNode approval, String field) {
    return Base64.getDecoder().decode(approval.path(field).asText());
  }

  private static Failure wrong(String why) {
    return new Failure(Failure.REFUSED, why + " Nothing is signed.");
  }

  /** An element becomes another one if it is written with another version than it is read with. */
  private static void collect(ConfigGroup read, ConfigGroup write, String at, List<String> into) {
    if (read.getVersion() != write.getVersion()) {
      into.add(at + " (who or what is in it)");
    }
    write
        .getValuesMap()
        .forEach(
            (name, value) ->
                add(
                    at + "/" + name,
                    read.containsValues(name),
                    read.getValuesOrDefault(name, value).getVersion() != value.getVersion(),
                    into));
    write
        .getPoliciesMap()
        .forEach(
            (name, policy) ->
                add(
                    at + "/policy " + name,
                    read.containsPolicies(name),
                    read.getPoliciesOrDefault(name, policy).getVersion() != policy.getVersion(),
                    into));
    for (Map.Entry<String, ConfigGroup> group : write.getGroupsMap().entrySet()) {
      String path = at + "/" + group.getKey();
      if (read.containsGroups(group.getKey())) {
        collect(read.getGroupsOrThrow(group.getKey()), group.getValue(), path, into);
      } else {
        into.add(path + " (new)");
      }
    }
  }

  private static void add(String path, boolean known, boolean differs, List<String> into) {
    if (!known) {
      into.add(path + " (new)");
    } else if (differs) {
      into.add(path);
    }
  }

  /** The SHA-256 of {@link #bytes}, in lower-case hex. */
  String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * What is asked, for people.
   *
   * @param what as the server puts it
   */
  List<String> lines(String what) {
    List<String> lines = new ArrayList<>();
    lines.add("Channel:        " + channel);
    lines.add("In the name of: " + organisation);
    lines.add("Ridgeway says:  " + what);
    changes.forEach(
        change ->
            lines.add(
                change.startsWith(APPROVES)
                    ? "It approves:    " + change.substring(APPROVES.length())
                    : "It changes:     " + change));
    lines.add("SHA-256:        " + digest());
    return lines;
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }
}
