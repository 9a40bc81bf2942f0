package io.ridgeway.pages;

import java.util.List;
import java.util.Locale;

/**
 * What the layout shows around a page.
 *
 * @param csrf the token for this reader's forms
 * @param path of the page, to which the forms of the layout come back
 * @param user who is signed in; empty if nobody is
 * @param operator whether they see the operators' pages
 * @param provider whether they look after a provider's city nodes
 * @param auditor whether they see the audit trail
 * @param organisations that they may choose among, for the tenants' pages
 * @param done slug of what was just done, said at the top; empty if nothing was
 */
public record Frame(
    Locale locale,
    Theme theme,
    String csrf,
    String path,
    String user,
    boolean operator,
    boolean provider,
    boolean auditor,
    List<Choice> organisations,
    String done) {
  public Frame {
    organisations = List.copyOf(organisations);
  }

  /** One of several organisations. */
  public record Choice(String id, String name, boolean chosen) {}

  /** The page's language, as HTML names it. */
  public String language() {
    return locale.equals(Locale.CHINESE) ? "zh-CN" : locale.getLanguage();
  }

  /** The organisation that the page is about; empty text if there is none. */
  public String organisation() {
    return organisations.stream().filter(Choice::chosen).map(Choice::name).findFirst().orElse("");
  }
}
