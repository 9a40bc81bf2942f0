package io.ridgeway.framework.fabric.chaincode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.fabric.channel.PolicyText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.jspecify.annotations.Nullable;

/**
 * The collections of private data that a chaincode's definition has, as Fabric's command line reads
 * them ({@code --collections-config}): a JSON array of objects.
 *
 * @param all in their order
 */
public record CollectionsConfig(List<PrivateCollection> all) {
  /** A definition without any. */
  public static final CollectionsConfig NONE = new CollectionsConfig(List.of());

  static final int LONGEST = 64 << 10;
  static final int MOST = 50;

  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "policy",
          "requiredPeerCount",
          "maxPeerCount",
          "blockToLive",
          "memberOnlyRead",
          "memberOnlyWrite",
          "endorsementPolicy");
  private static final String SIGNATURE = "signaturePolicy";
  private static final String CHANNEL = "channelConfigPolicy";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  public CollectionsConfig {
    all = List.copyOf(all);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with what is wrong and where, for people
   */
  public static CollectionsConfig of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A collections config has at most " + (LONGEST >> 10) + " KiB.");
    }
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The collections config isn't JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.isArray() || json.isEmpty() || json.size() > MOST) {
      throw new IllegalArgumentException(
          "A collections config is a JSON array of 1 to "
              + MOST
              + " collections: [{\"name\": …, \"policy\": \"OR('alpha.member')\", …}].");
    }
    List<PrivateCollection> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < json.size(); i++) {
      PrivateCollection one = collection(json.get(i), i + 1);
      if (!names.add(one.name())) {
        throw new IllegalArgumentException("There are two collections " + one.name() + ".");
      }
      all.add(one);
    }
    return new CollectionsConfig(all);
  }

  private static PrivateCollection collection(JsonNode json, int number) {
    String where = "Collection " + number;
    if (!json.isObject()) {
      throw new IllegalArgumentException(where + " isn't an object.");
    }
    where = json.path("name").isTextual() ? where + " (" + shown(json) + ")" : where;
    known(json, FIELDS, where);
    try {
      int required = number(json, "requiredPeerCount", Integer.MAX_VALUE).orElse(0L).intValue();
      return new PrivateCollection(
          text(json, "name"),
          PolicyText.of(text(json, "policy")),
          required,
          number(json, "maxPeerCount", Integer.MAX_VALUE)
              .map(Long::intValue)
              .orElse(Math.max(1, required)),
          number(json, "blockToLive", Long.MAX_VALUE).orElse(0L),
          flag(json, "memberOnlyRead"),
          flag(json, "memberOnlyWrite"),
          endorsement(json.get("endorsementPolicy")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  private static String shown(JsonNode json) {
    String name = json.path("name").asText();
    return name.length() > 64 ? name.substring(0, 64) + "…" : name;
  }

  private static void known(JsonNode json, Set<String> fields, String where) {
    json.fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                throw new IllegalArgumentException(
                    where
                        + " has a field "
                        + (field.length() > 64 ? "of a long name" : field)
                        + ", which isn't known: there are "
                        + String.join(", ", new TreeSet<>(fields))
                        + ".");
              }
            });
  }

  private static Optional<PrivateCollection.Rule> endorsement(@Nullable JsonNode json) {
    if (json == null || json.isNull()) {
      return Optional.empty();
    }
    known(json, Set.of(SIGNATURE, CHANNEL), "endorsementPolicy");
    if (!json.isObject() || json.size() != 1) {
      throw new IllegalArgumentException(
          "endorsementPolicy is an object with either " + SIGNATURE + " or " + CHANNEL + ".");
    }
    return Optional.of(
        json.has(SIGNATURE)
            ? new PrivateCollection.Signed(PolicyText.of(text(json, SIGNATURE)))
            : new PrivateCollection.Referred(text(json, CHANNEL)));
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new IllegalArgumentException(field + " is missing, or isn't a text.");
    }
    return value.asText();
  }

  private static Optional<Long> number(JsonNode json, String field, long most) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.asLong() < 0
        || value.asLong() > most) {
      throw new IllegalArgumentException(field + " isn't a whole number from 0 on.");
    }
    return Optional.of(value.asLong());
  }

  private static boolean flag(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      throw new IllegalArgumentException(field + " is true or false.");
    }
    return value.asBoolean(false);
  }

  /** In one notation: every field, in the same order. */
  public String json() {
    ArrayNode array = JSON.createArrayNode();
    for (PrivateCollection one : all) {
      ObjectNode json = array.addObject();
      json.put("name", one.name());
      json.put("policy", one.policy().rule());
      json.put("requiredPeerCount", one.requiredPeerCount());
      json.put("maxPeerCount", one.maxPeerCount());
      json.put("blockToLive", one.blockToLive());
      json.put("memberOnlyRead", one.memberOnlyRead());
      json.put("memberOnlyWrite", one.memberOnlyWrite());
      one.endorsement()
          .ifPresent(
              rule -> {
                ObjectNode policy = json.putObject("endorsementPolicy");
                if (rule instanceof PrivateCollection.Signed signed) {
                  policy.put(SIGNATURE, signed.policy().rule());
                } else {
                  policy.put(CHANNEL, ((PrivateCollection.Referred) rule).policy());
                }
              });
    }
    return array.toString();
  }

  /** The one of that name. */
  public Optional<PrivateCollection> find(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** As a definition has them. */
  public CollectionConfigPackage message() {
    CollectionConfigPackage.Builder message = CollectionConfigPackage.newBuilder();
    all.forEach(one -> message.addConfig(one.message()));
    return message.build();
  }
}
