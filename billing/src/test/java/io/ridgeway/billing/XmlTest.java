package io.ridgeway.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTest {
  @Test
  void escapesMarkup() {
    assertThat(Xml.escape("<a href=\"x\" id='y'>&amp;</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
  }

  @Test
  void keepsEverythingThatXmlCanHold() {
    String text = "tab\t line\n return\r space \u00a0 杭州 \ud7ff\ue000\ufffd 😀";

    assertThat(Xml.escape(text)).isEqualTo(text);
  }

  @Test
  void leavesOutWhatXmlCanNotHold() {
    assertThat(Xml.escape("a\u0000b\u0008c\u001fd\ufffee\uffffe\ud800f\udfffg"))
        .isEqualTo("abcdeefg");
  }
}
