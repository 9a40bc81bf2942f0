package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTest {
  private final Told chinese = new Told("told", Texts.of(Locale.CHINESE));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Waits for the transaction's block. | 正在等待该交易的区块。",
        "There is a contract at 0x12, and no account. | 0x12 处是合约，不是账户。",
        "Contract a has no collection b: name one of c, d. | 合约 a 没有集合 b，可选：c, d。",
        "No contract a runs in the network: name b or c. | 网络中没有运行合约 a，可选：b or c。",
        "The ledger refuses: -51900 that address is a contract's | 账本拒绝：-51900 该地址是合约",
        "Waits for the nodes to answer. It didn't pass in time. | 正在等待节点应答。 未能在限时内恢复。",
        "Waits for the ledger: why {1}? | 正在等待账本：why {1}?",
        "It ends with block 3. block 4: has a sealer twice | 归档止于区块 3。区块 4：有共识节点重复",
        "It ends with block 3. block 4: it is odd. Very: so | 归档止于区块 3。区块 4：it is odd. Very: so",
        "block 4: doesn't follow the block before: that is another one | 区块 4：与前一区块不相接：其父区块是另一个",
        "It ends with block 8. sealer-1 says: -1 gone | 归档止于区块 8。sealer-1 称：-1 gone",
      })
  void knownWordsAreSaidInTheReadersLanguage(String english, String said) {
    assertThat(chinese.words(english)).contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "waits for the transaction's block.", "Something else.", "{0}"})
  void otherWordsAreLeft(String english) {
    assertThat(chinese.words(english)).isEmpty();
  }

  @Test
  void whatIsVeryLongIsLeft() {
    assertThat(chinese.words("The ledger refuses: " + "x".repeat(2_000))).isEmpty();
  }

  /** What no longer says what the code does would be left in English, and nobody would notice. */
  @ParameterizedTest
  @ValueSource(strings = {"told.archive-", "told.proof-"})
  void whatIsKnownOfArchivesIsWhatTheCodeSays(String group) throws IOException {
    Texts english = Texts.of(Locale.ENGLISH);
    String sources = literals("control-plane") + literals("framework-templates/fisco-bcos");

    assertThat(english.keys())
        .filteredOn(key -> key.startsWith(group))
        .hasSizeGreaterThan(10)
        .allSatisfy(key -> assertThat(sources).contains(english.get(key).split("\\{\\d}")));
  }

  /** The sources of a part of the house, in which texts that go over several lines are one. */
  private static String literals(String part) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(root.resolve(part))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (file.toString().contains("/src/main/java/")) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
  }

  @Test
  void everyKnownTextSaysSomethingElseInChinese() {
    Texts english = Texts.of(Locale.ENGLISH);

    assertThat(english.keys())
        .filteredOn(key -> key.startsWith("told."))
        .isNotEmpty()
        .allSatisfy(
            key ->
                assertThat(chinese.words(english.get(key, "one", "two", "three")))
                    .contains(Texts.of(Locale.CHINESE).get(key, "one", "two", "three")));
  }
}
