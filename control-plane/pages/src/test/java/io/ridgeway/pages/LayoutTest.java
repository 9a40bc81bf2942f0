package io.ridgeway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.TemplateException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private final RenderedPages pages = new RenderedPages();
  private static final Map<String, Object> ERROR =
      Map.of("status", 404, "slug", "not-found", "detail", "There is no <b>network</b> n1.");

  @Test
  void escapesWhatItIsGiven() {
    String html = pages.page("pages/error", ERROR);

    assertThat(html)
        .contains("There is no &lt;b&gt;network&lt;/b&gt; n1.")
        .contains("Acme &lt;Trade&gt; &amp; Sons");
  }

  @Test
  void speaksTheReadersLanguage() {
    assertThat(pages.page("pages/error", ERROR)).contains("<html lang=\"en\"", "Not found");
    assertThat(pages.page("pages/error", Locale.CHINESE, Theme.AUTO, "", ERROR))
        .contains("<html lang=\"zh-CN\"", "未找到");
  }

  @Test
  void wearsTheChosenTheme() {
    assertThat(pages.page("pages/error", Locale.ENGLISH, Theme.DARK, "", ERROR))
        .contains("class=\"pf-v6-theme-dark\"", "value=\"light\"");
    assertThat(pages.page("pages/error", ERROR)).contains("class=\"rw-theme-auto\"");
  }

  @Test
  void isUsableByKeyboardAndHoldsNoInlineCode() {
    String html = pages.page("pages/error", ERROR);

    assertThat(html)
        .contains("href=\"#main\"", "<main class=\"rw-main\" id=\"main\" tabindex=\"-1\">")
        .doesNotContain("<script>", "style=", "onclick=", "http://", "https://");
  }

  @Test
  void saysWhatWasJustDone() {
    assertThat(pages.page("pages/error", Locale.ENGLISH, Theme.AUTO, "approved", ERROR))
        .contains("id=\"done\"", "Approved. The organisation can order now.");
  }

  @Test
  void aMissingValueFailsThePageInsteadOfShowingNothing() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> pages.page("pages/error", Map.of())))
        .isInstanceOf(TemplateException.class);
  }
}
