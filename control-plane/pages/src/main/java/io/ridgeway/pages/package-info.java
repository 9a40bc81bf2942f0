/**
 * What the pages of {@code tenant-portal-api} and {@code control-plane/ops} share: those two don't
 * see each other, so the layout, the style sheets, the texts and what keeps forms safe live here.
 *
 * <p>Start at {@link io.ridgeway.pages.Pages}, which every page renders through; then {@link
 * io.ridgeway.pages.Form} and {@link io.ridgeway.pages.Csrf}. Texts are message keys in {@code
 * messages.properties} and {@code messages_zh.properties}; templates ask for them with {@code
 * {msg:of('home.title')}}.
 */
@NullMarked
package io.ridgeway.pages;

import org.jspecify.annotations.NullMarked;
