/* SPDX-License-Identifier: MIT */
/* Tables of property names: ECMA-262 2023, tables 67 to 69; of scripts those of Unicode 14,
 * which are those of PCRE2 10.42. */
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

/* Scripts, and their aliases of four letters. */
static const char *const scripts[][3] = {
	{"Adlam", "Adlm"},
	{"Ahom", "Ahom"},
	{"Anatolian_Hieroglyphs", "Hluw"},
	{"Arabic", "Arab"},
	{"Armenian", "Armn"},
	{"Avestan", "Avst"},
	{"Balinese", "Bali"},
	{"Bamum", "Bamu"},
	{"Bassa_Vah", "Bass"},
	{"Batak", "Batk"},
	{"Bengali", "Beng"},
	{"Bhaiksuki", "Bhks"},
	{"Bopomofo", "Bopo"},
	{"Brahmi", "Brah"},
	{"Braille", "Brai"},
	{"Buginese", "Bugi"},
	{"Buhid", "Buhd"},
	{"Canadian_Aboriginal", "Cans"},
	{"Carian", "Cari"},
	{"Caucasian_Albanian", "Aghb"},
	{"Chakma", "Cakm"},
	{"Cham", "Cham"},
	{"Cherokee", "Cher"},
	{"Chorasmian", "Chrs"},
	{"Common", "Zyyy"},
	{"Coptic", "Copt", "Qaac"},
	{"Cuneiform", "Xsux"},
	{"Cypriot", "Cprt"},
	{"Cypro_Minoan", "Cpmn"},
	{"Cyrillic", "Cyrl"},
	{"Deseret", "Dsrt"},
	{"Devanagari", "Deva"},
	{"Dives_Akuru", "Diak"},
	{"Dogra", "Dogr"},
	{"Duployan", "Dupl"},
	{"Egyptian_Hieroglyphs", "Egyp"},
	{"Elbasan", "Elba"},
	{"Elymaic", "Elym"},
	{"Ethiopic", "Ethi"},
	{"Georgian", "Geor"},
	{"Glagolitic", "Glag"},
	{"Gothic", "Goth"},
	{"Grantha", "Gran"},
	{"Greek", "Grek"},
	{"Gujarati", "Gujr"},
	{"Gunjala_Gondi", "Gong"},
	{"Gurmukhi", "Guru"},
	{"Han", "Hani"},
	{"Hangul", "Hang"},
	{"Hanifi_Rohingya", "Rohg"},
	{"Hanunoo", "Hano"},
	{"Hatran", "Hatr"},
	{"Hebrew", "Hebr"},
	{"Hiragana", "Hira"},
	{"Imperial_Aramaic", "Armi"},
	{"Inherited", "Zinh", "Qaai"},
	{"Inscriptional_Pahlavi", "Phli"},
	{"Inscriptional_Parthian", "Prti"},
	{"Javanese", "Java"},
	{"Kaithi", "Kthi"},
	{"Kannada", "Knda"},
	{"Katakana", "Kana"},
	{"Kayah_Li", "Kali"},
	{"Kharoshthi", "Khar"},
	{"Khitan_Small_Script", "Kits"},
	{"Khmer", "Khmr"},
	{"Khojki", "Khoj"},
	{"Khudawadi", "Sind"},
	{"Lao", "Laoo"},
	{"Latin", "Latn"},
	{"Lepcha", "Lepc"},
	{"Limbu", "Limb"},
	{"Linear_A", "Lina"},
	{"Linear_B", "Linb"},
	{"Lisu", "Lisu"},
	{"Lycian", "Lyci"},
	{"Lydian", "Lydi"},
	{"Mahajani", "Mahj"},
	{"Makasar", "Maka"},
	{"Malayalam", "Mlym"},
	{"Mandaic", "Mand"},
	{"Manichaean", "Mani"},
	{"Marchen", "Marc"},
	{"Masaram_Gondi", "Gonm"},
	{"Medefaidrin", "Medf"},
	{"Meetei_Mayek", "Mtei"},
	{"Mende_Kikakui", "Mend"},
	{"Meroitic_Cursive", "Merc"},
	{"Meroitic_Hieroglyphs", "Mero"},
	{"Miao", "Plrd"},
	{"Modi", "Modi"},
	{"Mongolian", "Mong"},
	{"Mro", "Mroo"},
	{"Multani", "Mult"},
	{"Myanmar", "Mymr"},
	{"Nabataean", "Nbat"},
	{"Nandinagari", "Nand"},
	{"New_Tai_Lue", "Talu"},
	{"Newa", "Newa"},
	{"Nko", "Nkoo"},
	{"Nushu", "Nshu"},
	{"Nyiakeng_Puachue_Hmong", "Hmnp"},
	{"Ogham", "Ogam"},
	{"Ol_Chiki", "Olck"},
	{"Old_Hungarian", "Hung"},
	{"Old_Italic", "Ital"},
	{"Old_North_Arabian", "Narb"},
	{"Old_Permic", "Perm"},
	{"Old_Persian", "Xpeo"},
	{"Old_Sogdian", "Sogo"},
	{"Old_South_Arabian", "Sarb"},
	{"Old_Turkic", "Orkh"},
	{"Old_Uyghur", "Ougr"},
	{"Oriya", "Orya"},
	{"Osage", "Osge"},
	{"Osmanya", "Osma"},
	{"Pahawh_Hmong", "Hmng"},
	{"Palmyrene", "Palm"},
	{"Pau_Cin_Hau", "Pauc"},
	{"Phags_Pa", "Phag"},
	{"Phoenician", "Phnx"},
	{"Psalter_Pahlavi", "Phlp"},
	{"Rejang", "Rjng"},
	{"Runic", "Runr"},
	{"Samaritan", "Samr"},
	{"Saurashtra", "Saur"},
	{"Sharada", "Shrd"},
	{"Shavian", "Shaw"},
	{"Siddham", "Sidd"},
	{"SignWriting", "Sgnw"},
	{"Sinhala", "Sinh"},
	{"Sogdian", "Sogd"},
	{"Sora_Sompeng", "Sora"},
	{"Soyombo", "Soyo"},
	{"Sundanese", "Sund"},
	{"Syloti_Nagri", "Sylo"},
	{"Syriac", "Syrc"},
	{"Tagalog", "Tglg"},
	{"Tagbanwa", "Tagb"},
	{"Tai_Le", "Tale"},
	{"Tai_Tham", "Lana"},
	{"Tai_Viet", "Tavt"},
	{"Takri", "Takr"},
	{"Tamil", "Taml"},
	{"Tangsa", "Tnsa"},
	{"Tangut", "Tang"},
	{"Telugu", "Telu"},
	{"Thaana", "Thaa"},
	{"Thai", "Thai"},
	{"Tibetan", "Tibt"},
	{"Tifinagh", "Tfng"},
	{"Tirhuta", "Tirh"},
	{"Toto", "Toto"},
	{"Ugaritic", "Ugar"},
	{"Unknown", "Zzzz"},
	{"Vai", "Vaii"},
	{"Vithkuqi", "Vith"},
	{"Wancho", "Wcho"},
	{"Warang_Citi", "Wara"},
	{"Yezidi", "Yezi"},
	{"Yi", "Yiii"},
	{"Zanabazar_Square", "Zanb"},
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

static bool is_script(struct str name)
{
	for (size_t i = 0; i < COUNT(scripts); i++)
		if (names(name, scripts[i][0]) || names(name, scripts[i][1]) ||
		    names(name, scripts[i][2]))
			return true;
	return false;
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
	if (!is_script(value))
		return false;
	add_property(out, negated, prefix, value);
	return true;
}
