package io.ridgeway.keys.travel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** Ethereum's JSON keystore, version 3: scrypt or PBKDF2, AES-128-CTR, Keccak-256. */
final class Keystore {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int KEY_BYTES = 32;
  private static final int HALF = 16;

  private Keystore() {}

  /** The private key, 32 bytes. The caller wipes it. */
  static byte[] open(byte[] file, byte[] password) throws Unreadable {
    JsonNode whole = tree(file);
    if (whole.path("version").asInt() != 3) {
      throw new Unreadable("a JSON keystore must be of version 3");
    }
    JsonNode crypto = whole.has("crypto") ? whole.path("crypto") : whole.path("Crypto");
    if (!crypto.path("cipher").asText().equals("aes-128-ctr")) {
      throw new Unreadable("a JSON keystore's cipher must be aes-128-ctr");
    }
    byte[] ciphertext = hex(crypto, "ciphertext", -1);
    if (ciphertext.length > KEY_BYTES) {
      throw new Unreadable("a JSON keystore's ciphertext must be of 32 bytes at most");
    }
    byte[] iv = hex(crypto.path("cipherparams"), "iv", HALF);
    byte[] mac = hex(crypto, "mac", KEY_BYTES);
    byte[] derived = derive(crypto, password);
    try {
      KeccakDigest keccak = new KeccakDigest(256);
      keccak.update(derived, HALF, HALF);
      keccak.update(ciphertext, 0, ciphertext.length);
      byte[] expected = new byte[KEY_BYTES];
      keccak.doFinal(expected, 0);
      if (!org.bouncycastle.util.Arrays.constantTimeAreEqual(expected, mac)) {
        throw new Unreadable("it doesn't open with that password");
      }
      var cipher = SICBlockCipher.newInstance(AESEngine.newInstance());
      cipher.init(false, new ParametersWithIV(new KeyParameter(derived, 0, HALF), iv));
      // Some writers leave zeros at the front out.
      byte[] key = new byte[KEY_BYTES];
      cipher.processBytes(ciphertext, 0, ciphertext.length, key, KEY_BYTES - ciphertext.length);
      return key;
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private static byte[] derive(JsonNode crypto, byte[] password) throws Unreadable {
    JsonNode given = crypto.path("kdfparams");
    if (given.path("dklen").asInt() != KEY_BYTES) {
      throw new Unreadable("a JSON keystore's dklen must be 32");
    }
    byte[] salt = hex(given, "salt", -1);
    String kdf = crypto.path("kdf").asText();
    if (kdf.equals("scrypt")) {
      long n = given.path("n").asLong();
      long r = given.path("r").asLong();
      long p = given.path("p").asLong();
      Costs.checkScrypt(n, r, p);
      return Costs.scrypt(password, salt, new int[] {(int) n, (int) r, (int) p}, KEY_BYTES);
    }
    if (kdf.equals("pbkdf2") && given.path("prf").asText().equals("hmac-sha256")) {
      long c = given.path("c").asLong();
      Costs.checkPbkdf2(c);
      return Costs.pbkdf2(new SHA256Digest(), password, salt, (int) c, KEY_BYTES);
    }
    throw new Unreadable("a JSON keystore's kdf must be scrypt, or pbkdf2 with hmac-sha256");
  }

  private static byte[] hex(JsonNode in, String name, int length) throws Unreadable {
    String text = in.path(name).asText();
    try {
      byte[] bytes = HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
      if (length < 0 ? bytes.length > 0 : bytes.length == length) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new Unreadable(
        "a JSON keystore's "
            + name
            + " must be hex"
            + (length < 0 ? "" : " of " + length + " bytes"));
  }

  private static JsonNode tree(byte[] file) throws Unreadable {
    try {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new Unreadable("it begins like a JSON keystore, and is no JSON");
    }
  }
}
