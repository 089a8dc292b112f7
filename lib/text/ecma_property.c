/* SPDX-License-Identifier: MIT */
/* Tables of property names: ECMA-262 2023, tables 67 to 69. */
#include "text/ecma_property.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Values of General_Category: the short name, which PCRE2 takes too, and aliases. */
static const char *const categories[][3] = {
	{"C", "Other"},
	{"Cc", "Control", "cntrl"},
	{"Cf", "Format"},
	{"Cn", "Unassigned"},
	{"Co", "Private_Use"},
	{"Cs", "Surrogate"},
	{"L", "Letter"},
	{"LC", "Cased_Letter"},
	{"Ll", "Lowercase_Letter"},
	{"Lm", "Modifier_Letter"},
	{"Lo", "Other_Letter"},
	{"Lt", "Titlecase_Letter"},
	{"Lu", "Uppercase_Letter"},
	{"M", "Mark", "Combining_Mark"},
	{"Mc", "Spacing_Mark"},
	{"Me", "Enclosing_Mark"},
	{"Mn", "Nonspacing_Mark"},
	{"N", "Number"},
	{"Nd", "Decimal_Number", "digit"},
	{"Nl", "Letter_Number"},
	{"No", "Other_Number"},
	{"P", "Punctuation", "punct"},
	{"Pc", "Connector_Punctuation"},
	{"Pd", "Dash_Punctuation"},
	{"Pe", "Close_Punctuation"},
	{"Pf", "Final_Punctuation"},
	{"Pi", "Initial_Punctuation"},
	{"Po", "Other_Punctuation"},
	{"Ps", "Open_Punctuation"},
	{"S", "Symbol"},
	{"Sc", "Currency_Symbol"},
	{"Sk", "Modifier_Symbol"},
	{"Sm", "Math_Symbol"},
	{"So", "Other_Symbol"},
	{"Z", "Separator"},
	{"Zl", "Line_Separator"},
	{"Zp", "Paragraph_Separator"},
	{"Zs", "Space_Separator"},
};

/* Binary properties and their aliases. */
static const char *const binaries[][2] = {
	{"ASCII"},
	{"ASCII_Hex_Digit", "AHex"},
	{"Alphabetic", "Alpha"},
	{"Any"},
	{"Bidi_Control", "Bidi_C"},
	{"Bidi_Mirrored", "Bidi_M"},
	{"Case_Ignorable", "CI"},
	{"Cased"},
	{"Changes_When_Casefolded", "CWCF"},
	{"Changes_When_Casemapped", "CWCM"},
	{"Changes_When_Lowercased", "CWL"},
	{"Changes_When_NFKC_Casefolded", "CWKCF"},
	{"Changes_When_Titlecased", "CWT"},
	{"Changes_When_Uppercased", "CWU"},
	{"Dash"},
	{"Default_Ignorable_Code_Point", "DI"},
	{"Deprecated", "Dep"},
	{"Diacritic", "Dia"},
	{"Emoji"},
	{"Emoji_Component", "EComp"},
	{"Emoji_Modifier", "EMod"},
	{"Emoji_Modifier_Base", "EBase"},
	{"Emoji_Presentation", "EPres"},
	{"Extended_Pictographic", "ExtPict"},
	{"Extender", "Ext"},
	{"Grapheme_Base", "Gr_Base"},
	{"Grapheme_Extend", "Gr_Ext"},
	{"Hex_Digit", "Hex"},
	{"IDS_Binary_Operator", "IDSB"},
	{"IDS_Trinary_Operator", "IDST"},
	{"ID_Continue", "IDC"},
	{"ID_Start", "IDS"},
	{"Ideographic", "Ideo"},
	{"Join_Control", "Join_C"},
	{"Logical_Order_Exception", "LOE"},
	{"Lowercase", "Lower"},
	{"Math"},
	{"Noncharacter_Code_Point", "NChar"},
	{"Pattern_Syntax", "Pat_Syn"},
	{"Pattern_White_Space", "Pat_WS"},
	{"Quotation_Mark", "QMark"},
	{"Radical"},
	{"Regional_Indicator", "RI"},
	{"Sentence_Terminal", "STerm"},
	{"Soft_Dotted", "SD"},
	{"Terminal_Punctuation", "Term"},
	{"Unified_Ideograph", "UIdeo"},
	{"Uppercase", "Upper"},
	{"Variation_Selector", "VS"},
	{"White_Space", "space"},
	{"XID_Continue", "XIDC"},
	{"XID_Start", "XIDS"},
};

static bool names(struct str name, const char *candidate)
{
	return candidate && str_eq(name, str_of(candidate));
}

static void add_property(struct buf *out, bool negated, const char *prefix, struct str name)
{
	buf_printf(out, "\\%c{%s", negated ? 'P' : 'p', prefix);
	buf_add(out, name);
	buf_add_char(out, '}');
}

static bool add_category(struct str name, bool negated, struct buf *out)
{
	for (size_t i = 0; i < COUNT(categories); i++) {
		const char *const *row = categories[i];

		if (names(name, row[0]) || names(name, row[1]) || names(name, row[2])) {
			name = str_of(row[0]);
			add_property(out, negated, "",
				     str_eq(name, STR("LC")) ? STR("L&") : name);
			return true;
		}
	}
	return false;
}

static bool add_binary(struct str name, bool negated, struct buf *out)
{
	if (str_eq(name, STR("Assigned")))
		return add_category(STR("Cn"), !negated, out);
	for (size_t i = 0; i < COUNT(binaries); i++) {
		if (names(name, binaries[i][0]) || names(name, binaries[i][1])) {
			add_property(out, negated, "", str_of(binaries[i][0]));
			return true;
		}
	}
	return false;
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Words that begin with a capital, joined by '_', as the names of all scripts are; there is one
 * with a capital within, SignWriting. */
static bool is_script_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool first = i == 0 || name.ptr[i - 1] == '_';

		if (first ? !is_upper(c) : !is_lower(c) && c != '_' && c != 'W')
			return false;
	}
	return name.len > 1;
}

bool ecma_property(struct str expression, bool negated, struct buf *out)
{
	struct str value = expression, name = str_split(&value, '=');
	const char *prefix;

	if (name.len == expression.len)
		return add_category(name, negated, out) || add_binary(name, negated, out);
	if (names(name, "General_Category") || names(name, "gc"))
		return add_category(value, negated, out);
	if (names(name, "Script") || names(name, "sc"))
		prefix = "sc:";
	else if (names(name, "Script_Extensions") || names(name, "scx"))
		prefix = "scx:";
	else
		return false;
	if (!is_script_name(value))
		return false;
	add_property(out, negated, prefix, value);
	return true;
}
