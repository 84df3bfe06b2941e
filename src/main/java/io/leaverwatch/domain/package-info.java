/** What a departure, a breach and an alert are: plain Java, every judgement a pure function. */
package io.leaverwatch.domain;
