package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
