package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Theme;
import java.util.Locale;
import java.util.Map;

/** The portal's pages with sample data, in both languages; they are kept to be looked at. */
final class RenderedPortal {
  final RenderedPages pages = new RenderedPages();

  /**
   * The page in English, after it was rendered in Chinese too, which leaves no key unresolved.
   *
   * @param name under which it is kept
   */
  String shown(String name, String template, Map<String, Object> data) {
    String chinese = pages.page(template, Locale.CHINESE, Theme.LIGHT, "", data);
    assertThat(chinese).contains("<html lang=\"zh-CN\"").containsPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name + "-zh", chinese);
    RenderedPages.keep(name + "-dark", pages.page(template, Locale.ENGLISH, Theme.DARK, "", data));
    String english = pages.page(template, Locale.ENGLISH, Theme.LIGHT, "", data);
    assertThat(english.replace("中文", "").replace("lang=\"zh-CN\"", ""))
        .doesNotContainPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name, english);
    return english;
  }
}
