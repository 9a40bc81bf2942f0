package io.ridgeway.pages;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.EvaluatedParams;
import io.quarkus.qute.NamespaceResolver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code msg:} in templates.
 *
 * <ul>
 *   <li>{@code msg:of('key', a, b)}: the text, with its arguments; a missing key fails the page.
 *   <li>{@code msg:in('state', value)}: the text {@code state.<value>}; the value itself if there
 *       is none.
 *   <li>{@code msg:or('role', value, text)}: the same, but {@code text} if there is none: for what
 *       a framework pack names itself. With a fourth, a framework, its own text {@code
 *       role.<framework>.<value>} comes first: two packs may mean different things by one name.
 *   <li>{@code msg:before('step-message', value)}: what stands before words that the control plane
 *       says in English: the text {@code step-message.<value>} for readers of another language;
 *       nothing for those of English, or if there is none.
 *   <li>{@code msg:beyond('step-message', value, words)}: those words; nothing if they are the
 *       text's English, so that the one before them says it all.
 *   <li>{@code msg:told('told', words)}: the same words in the reader's language, if one of the
 *       texts {@code told.…} is what the control plane said; nothing if none is, or for readers of
 *       English.
 * </ul>
 */
final class MessageNamespace implements NamespaceResolver {
  @Override
  public String getNamespace() {
    return "msg";
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    Texts texts = Texts.of(Evaluated.locale(context));
    return Evaluated.of(context, EvaluatedParams.evaluate(context), p -> text(context, texts, p));
  }

  private static String key(List<Object> p) {
    return p.get(0) + "." + Texts.slug(p.get(1));
  }

  private static boolean readsEnglish(EvalContext context) {
    return !Evaluated.locale(context).getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  private static Object text(EvalContext context, Texts texts, List<Object> p) {
    return switch (context.getName()) {
      case "of" -> texts.get(p.get(0).toString(), p.subList(1, p.size()).toArray());
      case "in" -> texts.find(key(p)).orElse(p.get(1).toString());
      case "or" -> own(texts, p).orElse(p.get(2).toString());
      case "before" -> readsEnglish(context) ? "" : texts.find(key(p)).orElse("");
      case "beyond" -> {
        String words = p.get(2).toString();
        boolean said = Texts.of(Locale.ENGLISH).find(key(p)).equals(Optional.of(words));
        yield said && !readsEnglish(context) ? "" : words;
      }
      case "told" ->
          readsEnglish(context)
              ? ""
              : new Told(p.get(0).toString(), texts).words(p.get(1).toString()).orElse("");
      default -> throw new IllegalArgumentException("there is no msg:" + context.getName());
    };
  }

  private static Optional<String> own(Texts texts, List<Object> p) {
    Optional<String> shared = texts.find(key(p));
    if (p.size() < 4) {
      return shared;
    }
    // Without its version, if that follows.
    String framework = p.get(3).toString().split(" ", 2)[0];
    return texts.find(p.get(0) + "." + framework + "." + Texts.slug(p.get(1))).or(() -> shared);
  }
}
