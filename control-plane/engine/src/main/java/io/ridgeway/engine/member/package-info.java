/**
 * Who belongs to a tenant, and how people come and go. Start at {@link
 * io.ridgeway.engine.member.InvitationDesk} and {@link io.ridgeway.engine.member.MemberDesk}.
 */
@NullMarked
package io.ridgeway.engine.member;

import org.jspecify.annotations.NullMarked;
