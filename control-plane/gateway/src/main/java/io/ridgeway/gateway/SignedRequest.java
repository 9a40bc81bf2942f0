package io.ridgeway.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Proposals.Member;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The bodies of those who keep their keys: what they signed, or what they are going to sign. */
sealed interface SignedRequest {
  /**
   * What was signed.
   *
   * @param account whose signature it is, where the transaction was drafted for one
   * @param async whether the caller doesn't wait for the block
   */
  record Of(Signed signed, Optional<String> account, boolean async) implements SignedRequest {}

  /** What is to be prepared, and for whom. */
  record Preparation(Call call, Member member) implements SignedRequest {}

  /** What is to be drafted for an account. */
  record Drafting(Call call, String account) implements SignedRequest {}

  /** Reading them. */
  final class Reader {
    private static final ObjectMapper JSON =
        new ObjectMapper(
                JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<String> SIGNED = Set.of("payload", "signature");
    private static final Set<String> SENT = Set.of("payload", "signature", "account", "async");
    private static final byte[] MARK = "\"payload\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_SIGNATURE = 512;
    private static final int LONGEST_CERTIFICATE = 16_384;
    private static final int LONGEST_ORGANISATION = 64;
    private static final int LONGEST_ACCOUNT = 256;

    private Reader() {}

    /** What was signed, if the body has something signed; else it is a call as any other. */
    static Optional<Of> signed(byte[] body, boolean mayWait) {
      if (!holds(body)) {
        return Optional.empty();
      }
      JsonNode whole = tree(body);
      return whole.has("payload")
          ? Optional.of(of(whole, mayWait ? SENT : SIGNED))
          : Optional.empty();
    }

    /** What is to be prepared, or the proposal that was signed. */
    static SignedRequest preparation(byte[] body) {
      JsonNode whole = tree(body);
      if (whole.has("payload")) {
        return of(whole, SIGNED);
      }
      if (!(whole instanceof ObjectNode object)) {
        throw bad("The body must be a JSON object: contract, function, args, organisation.");
      }
      if (object.has("account")) {
        String account = text(object, "account", LONGEST_ACCOUNT);
        object.remove("account");
        return new Drafting(call(object), account);
      }
      Member member =
          new Member(
              text(object, "organisation", LONGEST_ORGANISATION),
              text(object, "certificate", LONGEST_CERTIFICATE));
      object.remove("organisation");
      object.remove("certificate");
      return new Preparation(call(object), member);
    }

    private static Call call(ObjectNode object) {
      NativeRequest request =
          NativeRequest.parse(object.toString().getBytes(StandardCharsets.UTF_8), false);
      if (request.key().isPresent()) {
        throw bad(
            "key is no member here, beside certificate or account: who keeps his key signs"
                + " himself.");
      }
      return request.by(Optional.empty());
    }

    private static Of of(JsonNode whole, Set<String> known) {
      for (Iterator<String> names = whole.fieldNames(); names.hasNext(); ) {
        if (!known.contains(names.next())) {
          throw new Refusal(
              ProblemType.UNKNOWN_FIELD,
              "The body has a member that isn't known beside a payload. Known are payload,"
                  + " signature"
                  + (known.contains("async") ? ", account, async." : "."));
        }
      }
      JsonNode async = whole.path("async");
      if (!async.isMissingNode() && !async.isBoolean()) {
        throw bad("async must be true or false.");
      }
      byte[] signature =
          whole.has("signature")
              ? bytes("signature", text(whole, "signature", LONGEST_SIGNATURE))
              : new byte[0];
      byte[] payload = bytes("payload", text(whole, "payload", Integer.MAX_VALUE));
      Optional<String> account =
          whole.has("account")
              ? Optional.of(text(whole, "account", LONGEST_ACCOUNT))
              : Optional.empty();
      return new Of(new Signed(payload, signature), account, async.asBoolean());
    }

    private static byte[] bytes(String name, String text) {
      try {
        return text.startsWith("0x")
            ? HexFormat.of().parseHex(text, 2, text.length())
            : Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw bad(name + " must be Base64, or 0x and hex digits.");
      }
    }

    private static String text(JsonNode whole, String name, int longest) {
      JsonNode value = whole.path(name);
      if (value.isMissingNode()) {
        throw bad(name + " is missing.");
      }
      if (!value.isTextual()) {
        throw bad(name + " must be a string.");
      }
      if (value.textValue().isBlank() || value.textValue().length() > longest) {
        throw bad(name + " must have 1 to " + longest + " characters.");
      }
      return value.textValue();
    }

    private static JsonNode tree(byte[] body) {
      try {
        JsonNode whole = JSON.readTree(body);
        if (whole != null) {
          return whole;
        }
      } catch (IOException e) {
        // Said below: what the parser says may hold what was sent.
      }
      throw bad(
          "The body can't be read as JSON: it must be one object in UTF-8, with each member once.");
    }

    private static boolean holds(byte[] body) {
      for (int at = 0; at <= body.length - MARK.length; at++) {
        int same = 0;
        while (same < MARK.length && body[at + same] == MARK[same]) {
          same++;
        }
        if (same == MARK.length) {
          return true;
        }
      }
      return false;
    }

    private static Refusal bad(String detail) {
      return new Refusal(ProblemType.BAD_REQUEST, detail);
    }
  }
}
