package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What block 0 says of its chain, in lines as nodes since 3.1 write them. */
record Genesis(ChainName chain, List<String> sealers, List<Long> weights) {
  private static final Pattern SEALER =
      Pattern.compile("^node\\.\\d+:([0-9a-f]{128}),([1-9][0-9]{0,8})$", Pattern.MULTILINE);

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if something is missing
   */
  static Genesis of(String extraData) {
    String text = new String(Form.bytes(extraData), StandardCharsets.UTF_8);
    List<String> sealers = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    Matcher found = SEALER.matcher(text);
    while (found.find()) {
      sealers.add(found.group(1));
      weights.add(Long.parseLong(found.group(2)));
    }
    if (sealers.isEmpty()) {
      throw new IllegalArgumentException("its genesis names no sealers");
    }
    if (new HashSet<>(sealers).size() < sealers.size()) {
      throw new IllegalArgumentException("its genesis names a sealer twice");
    }
    boolean guomi = value(text, "sm_crypto").equals("1");
    return new Genesis(
        new ChainName(
            guomi ? Cryptography.GUOMI : Cryptography.STANDARD,
            value(text, "chainID"),
            // So it is spelt by the nodes.
            value(text, "grouID")),
        sealers,
        weights);
  }

  private static String value(String text, String name) {
    return Optional.of(Pattern.compile("^" + name + ": ?(.*)$", Pattern.MULTILINE).matcher(text))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .orElseThrow(() -> new IllegalArgumentException("its genesis doesn't say " + name));
  }
}
