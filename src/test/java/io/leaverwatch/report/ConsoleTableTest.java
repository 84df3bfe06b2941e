package io.leaverwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConsoleTableTest {
    private static final ConsoleTable.Style PLAIN = (title, padded) -> padded;

    @Test
    void makesColumnsAsWideAsTheirWidestCell() {
        ConsoleTable table = new ConsoleTable().column("id", 10).column("what", 10);
        table.row(null, "a", "x");
        table.row("and why", "abc", "y");
        assertThat(table.lines(PLAIN)).containsExactly("id   what", "---------", "a    x", "abc  y", "    and why");
    }

    @Test
    void shortensLongCellsAndShowsControlCharactersAsBlanks() {
        ConsoleTable table = new ConsoleTable().column("id", 6).column("what", 9);
        table.row(null, "123456789", "a\u001b[31m\nb");
        assertThat(table.lines(PLAIN).get(2)).isEqualTo("1234..  a [31m b");
    }

    /** A name that turns the writing direction around, say, could make a row read as another. */
    @Test
    void showsCharactersThatAreNotSeenAsBlanks() {
        assertThat(ConsoleTable.fitting("a\u202eb\u009bc\u2028d\u200be", 9)).isEqualTo("a b c d e");
        assertThat(ConsoleTable.fitting("\ud83d\ude00", 9)).isEqualTo("\ud83d\ude00");
    }

    @Test
    void dressesCellsWithoutMovingTheColumns() {
        ConsoleTable table = new ConsoleTable().column("id", 6).column("what", 9);
        table.row(null, "a", "b");
        assertThat(table.lines((title, padded) -> title.equals("id") ? "<" + padded + ">" : padded)
                        .get(2))
                .isEqualTo("<a >  b");
    }

    @Test
    void refusesARowThatDoesNotFit() {
        ConsoleTable table = new ConsoleTable().column("id", 6);
        assertThatIllegalArgumentException().isThrownBy(() -> table.row(null, "a", "b"));
    }
}
