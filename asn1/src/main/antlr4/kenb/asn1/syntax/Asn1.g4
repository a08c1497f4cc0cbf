/// X.680, X.681, X.682 and X.683 as protocol specifications use them. What only names can settle
/// (values in braces, objects, object sets, actual parameters) is parsed as balanced groups of tokens
/// and settled by the resolver.
grammar Asn1;

modules : module+ EOF ;

module : moduleHead assignment* END ;

/// To read pieces of a module that does not parse as a whole.
lone : assignment EOF ;

moduleHead
    : TYPE_NAME group? DEFINITIONS (encoding=TYPE_NAME INSTRUCTIONS)? tagDefault? (EXTENSIBILITY IMPLIED)? ASSIGN
      BEGIN exports? imports?
    ;

tagDefault : (EXPLICIT | IMPLICIT | AUTOMATIC) TAGS ;

exports : EXPORTS (ALL | symbol (COMMA symbol)*)? SEMICOLON ;

imports : IMPORTS symbolsFromModule* SEMICOLON ;

symbolsFromModule : symbol (COMMA symbol)* FROM TYPE_NAME (group | value_name)? ;

value_name : VALUE_NAME ;

symbol : (TYPE_NAME | VALUE_NAME) (LBRACE RBRACE)? ;

assignment
    : TYPE_NAME parameters? ASSIGN objectClass           # classAssignment
    | TYPE_NAME parameters? ASSIGN type                  # typeAssignment
    | TYPE_NAME parameters? governor ASSIGN group        # setAssignment
    | VALUE_NAME parameters? governor ASSIGN value       # valueAssignment
    ;

governor : type ;

parameters : LBRACE parameter (COMMA parameter)* RBRACE ;

parameter : (type COLON)? (TYPE_NAME | VALUE_NAME) ;

// ---- classes (X.681 clause 9)

objectClass : CLASS LBRACE classField (COMMA classField)* RBRACE (WITH SYNTAX syntaxList)? ;

classField
    : TYPE_FIELD (OPTIONAL | DEFAULT type)?                                # typeField
    | TYPE_FIELD fieldType=type (OPTIONAL | DEFAULT group)?                # setField
    | (TYPE_FIELD | VALUE_FIELD) TYPE_FIELD (OPTIONAL | DEFAULT value)?    # variableField
    | VALUE_FIELD fieldType=type UNIQUE? (OPTIONAL | DEFAULT value)?       # valueField
    ;

syntaxList : LBRACE syntaxItem* RBRACE ;

syntaxItem
    : LBRACKET syntaxItem+ RBRACKET   # optionalSyntax
    | (TYPE_FIELD | VALUE_FIELD)      # fieldSyntax
    | (literalWord | COMMA)           # literalSyntax
    ;

literalWord
    : TYPE_NAME | BEGIN | MIN | MAX | AUTOMATIC | EXPLICIT | IMPLICIT | EXTENSIBILITY | IMPLIED | INCLUDES | INSTRUCTIONS
    | STRING | SIZE | OPTIONAL | DEFAULT | SET | SEQUENCE | OF | BY | WITH | FROM | SYNTAX | CLASS | UNIQUE
    | ALL | EXCEPT | TAGS | COMPONENT | COMPONENTS | PRESENT | ABSENT | UNIVERSAL | APPLICATION | PRIVATE
    | IMPORTS | EXPORTS | CONTAINING | ENCODED | CONSTRAINED | PATTERN | DEFINITIONS | IDENTIFIER
    ;

// ---- types

type : tag* untagged constraint* ;

tag : LBRACKET (UNIVERSAL | APPLICATION | PRIVATE)? (NUMBER | definedValue) RBRACKET (IMPLICIT | EXPLICIT)? ;

untagged
    : BOOLEAN                                                             # booleanType
    | NULL                                                                # nullType
    | REAL                                                                # realType
    | INTEGER (LBRACE namedNumber (COMMA namedNumber)* RBRACE)?           # integerType
    | ENUMERATED LBRACE enumeration (COMMA ELLIPSIS exception? (COMMA enumeration)?)? RBRACE # enumeratedType
    | BIT STRING (LBRACE namedNumber (COMMA namedNumber)* RBRACE)?        # bitStringType
    | OCTET STRING                                                        # octetStringType
    | OBJECT IDENTIFIER                                                   # objectIdentifierType
    | RELATIVE_OID                                                        # relativeOidType
    | stringName                                                          # stringType
    | SEQUENCE LBRACE components? RBRACE                                  # sequenceType
    | SET LBRACE components? RBRACE                                       # setType
    | CHOICE LBRACE alternatives RBRACE                                   # choiceType
    | SEQUENCE (sizeConstraint | constraint)? OF VALUE_NAME? type         # sequenceOfType
    | SET (sizeConstraint | constraint)? OF VALUE_NAME? type              # setOfType
    | VALUE_NAME LESS type                                                # selectionType
    | TYPE_NAME DOT fieldName                                             # classFieldType
    | TYPE_NAME (DOT TYPE_NAME)? group?                                   # referenceType
    ;

fieldName : (TYPE_FIELD | VALUE_FIELD) (DOT (TYPE_FIELD | VALUE_FIELD))* ;

stringName
    : NUMERIC_STRING | PRINTABLE_STRING | IA5_STRING | VISIBLE_STRING | ISO646_STRING | UTF8_STRING | BMP_STRING
    | UNIVERSAL_STRING | TELETEX_STRING | T61_STRING | GENERAL_STRING | GRAPHIC_STRING | VIDEOTEX_STRING
    | OBJECT_DESCRIPTOR | UTC_TIME | GENERALIZED_TIME
    ;

namedNumber : VALUE_NAME LPAREN (MINUS? NUMBER | definedValue) RPAREN ;

enumeration : enumerationItem (COMMA enumerationItem)* ;

enumerationItem : VALUE_NAME (LPAREN (MINUS? NUMBER | definedValue) RPAREN)? ;

components
    : componentList (COMMA extensionMarker (COMMA additions)? (COMMA ELLIPSIS (COMMA tail=componentList)?)?)?
    | extensionMarker (COMMA additions)? (COMMA ELLIPSIS (COMMA tail=componentList)?)?
    ;

extensionMarker : ELLIPSIS exception? ;

exception : EXCLAMATION (type COLON)? value ;

componentList : component (COMMA component)* ;

component
    : COMPONENTS OF type                                  # componentsOf
    | VALUE_NAME type (OPTIONAL | DEFAULT value)?         # namedComponent
    ;

additions : addition (COMMA addition)* ;

addition
    : LBRACKET LBRACKET (NUMBER COLON)? componentList RBRACKET RBRACKET    # additionGroup
    | component                                                            # additionComponent
    ;

alternatives
    : alternativeList (COMMA extensionMarker (COMMA alternativeAdditions)? (COMMA ELLIPSIS)?)?
    | extensionMarker (COMMA alternativeAdditions)? (COMMA ELLIPSIS)?
    ;

alternativeList : alternative (COMMA alternative)* ;

alternative : VALUE_NAME type ;

alternativeAdditions : alternativeAddition (COMMA alternativeAddition)* ;

alternativeAddition : LBRACKET LBRACKET (NUMBER COLON)? alternativeList RBRACKET RBRACKET | alternative ;

// ---- constraints (X.680 clause 47, X.682)

sizeConstraint : SIZE constraint ;

constraint : LPAREN constraintSpec exception? RPAREN ;

constraintSpec
    : group (LBRACE atNotation (COMMA atNotation)* RBRACE)?    # tableConstraint
    | elementSet (COMMA ELLIPSIS (COMMA elementSet)?)?         # subtypeConstraint
    ;

atNotation : AT DOT* VALUE_NAME (DOT VALUE_NAME)* ;

elementSet : ALL EXCEPT element | union ;

union : intersection ((BAR | UNION) intersection)* ;

intersection : intersectionElement ((CARET | INTERSECTION) intersectionElement)* ;

intersectionElement : element (EXCEPT element)? ;

element
    : lower=endpoint lowerOpen=LESS? RANGE upperOpen=LESS? upper=endpoint    # rangeElement
    | SIZE constraint                                     # sizeElement
    | FROM constraint                                     # fromElement
    | CONTAINING type (ENCODED BY value)?                 # containingElement
    | ENCODED BY value                                    # encodedByElement
    | WITH COMPONENT constraint                           # withComponentElement
    | WITH COMPONENTS group                               # withComponentsElement
    | PATTERN value                                       # patternElement
    | CONSTRAINED BY group                                # constrainedByElement
    | LPAREN elementSet RPAREN                            # nestedElement
    | value                                               # valueElement
    | INCLUDES? type                                      # typeElement
    ;

endpoint : MIN | MAX | value ;

// ---- values

value
    : TRUE | FALSE | NULL
    | PLUS_INFINITY | MINUS_INFINITY
    | MINUS? (NUMBER | REAL_NUMBER)
    | QUOTED | BITS | HEX
    | VALUE_NAME COLON value
    | definedValue
    | group
    ;

definedValue : (TYPE_NAME DOT)? VALUE_NAME group? ;

/// Balanced braces, to be read when it is known what they mean.
group : LBRACE (group | ~(LBRACE | RBRACE))* RBRACE ;

// ---- tokens

ABSENT : 'ABSENT' ; ALL : 'ALL' ; APPLICATION : 'APPLICATION' ; AUTOMATIC : 'AUTOMATIC' ; BEGIN : 'BEGIN' ;
BIT : 'BIT' ; BMP_STRING : 'BMPString' ; BOOLEAN : 'BOOLEAN' ; BY : 'BY' ; CHOICE : 'CHOICE' ; CLASS : 'CLASS' ;
COMPONENT : 'COMPONENT' ; COMPONENTS : 'COMPONENTS' ; CONSTRAINED : 'CONSTRAINED' ; CONTAINING : 'CONTAINING' ;
DEFAULT : 'DEFAULT' ; DEFINITIONS : 'DEFINITIONS' ; ENCODED : 'ENCODED' ; END : 'END' ; ENUMERATED : 'ENUMERATED' ;
EXCEPT : 'EXCEPT' ; EXPLICIT : 'EXPLICIT' ; EXPORTS : 'EXPORTS' ; EXTENSIBILITY : 'EXTENSIBILITY' ; FALSE : 'FALSE' ;
FROM : 'FROM' ; GENERALIZED_TIME : 'GeneralizedTime' ; GENERAL_STRING : 'GeneralString' ;
GRAPHIC_STRING : 'GraphicString' ; IA5_STRING : 'IA5String' ; IDENTIFIER : 'IDENTIFIER' ; IMPLICIT : 'IMPLICIT' ;
IMPLIED : 'IMPLIED' ; IMPORTS : 'IMPORTS' ; INCLUDES : 'INCLUDES' ; INSTRUCTIONS : 'INSTRUCTIONS' ;
INTEGER : 'INTEGER' ; INTERSECTION : 'INTERSECTION' ; ISO646_STRING : 'ISO646String' ; MAX : 'MAX' ; MIN : 'MIN' ;
MINUS_INFINITY : 'MINUS-INFINITY' ; NULL : 'NULL' ; NUMERIC_STRING : 'NumericString' ; OBJECT : 'OBJECT' ;
OBJECT_DESCRIPTOR : 'ObjectDescriptor' ; OCTET : 'OCTET' ; OF : 'OF' ; OPTIONAL : 'OPTIONAL' ; PATTERN : 'PATTERN' ;
PLUS_INFINITY : 'PLUS-INFINITY' ; PRESENT : 'PRESENT' ; PRINTABLE_STRING : 'PrintableString' ; PRIVATE : 'PRIVATE' ;
REAL : 'REAL' ; RELATIVE_OID : 'RELATIVE-OID' ; SEQUENCE : 'SEQUENCE' ; SET : 'SET' ; SIZE : 'SIZE' ;
STRING : 'STRING' ; SYNTAX : 'SYNTAX' ; T61_STRING : 'T61String' ; TAGS : 'TAGS' ; TELETEX_STRING : 'TeletexString' ;
TRUE : 'TRUE' ; UNION : 'UNION' ; UNIQUE : 'UNIQUE' ; UNIVERSAL : 'UNIVERSAL' ; UNIVERSAL_STRING : 'UniversalString' ;
UTC_TIME : 'UTCTime' ; UTF8_STRING : 'UTF8String' ; VIDEOTEX_STRING : 'VideotexString' ;
VISIBLE_STRING : 'VisibleString' ; WITH : 'WITH' ;

// Two brackets are no token of their own: "]]" may also end two optional groups of a WITH SYNTAX.
ASSIGN : '::=' ; ELLIPSIS : '.' [ \t\u00A0]* '.' [ \t\u00A0]* '.' | '\u2026' ; RANGE : '..' ; LBRACKET : '[' ; RBRACKET : ']' ;
LBRACE : '{' ; RBRACE : '}' ; LPAREN : '(' ; RPAREN : ')' ; COMMA : ',' ; SEMICOLON : ';' ; COLON : ':' ; DOT : '.' ;
AT : '@' ; BAR : '|' ; CARET : '^' ; LESS : '<' ; MINUS : '-' ; EXCLAMATION : '!' ; AMPERSAND : '&' ;

TYPE_FIELD : '&' [A-Z] ('-'? [A-Za-z0-9])* ;
VALUE_FIELD : '&' [a-z] ('-'? [A-Za-z0-9])* ;
TYPE_NAME : [A-Z] ('-'? [A-Za-z0-9])* ;
VALUE_NAME : [a-z] ('-'? [A-Za-z0-9])* ;
REAL_NUMBER : [0-9]+ ('.' [0-9]+ ([eE] '-'? [0-9]+)? | [eE] '-'? [0-9]+) ;
NUMBER : [0-9]+ ;
BITS : '\'' [01 \t\r\n]* '\'' 'B' ;
HEX : '\'' [0-9A-F \t\r\n]* '\'' 'H' ;
QUOTED : '"' (~'"' | '""')* '"' ;

// A comment ends at the next pair of hyphens or with the line, whichever is first (X.680 §12.6). A row of
// hyphens up to the end of the line is a comment whatever their number: people draw rules that way.
LINE_COMMENT
    : ('--' ('-'? ~[-\r\n])* ('--' | '-'* ([\r\n] | EOF)) | '--' '-'* [ \t]* ([\r\n] | EOF)) -> channel(HIDDEN)
    ;
BLOCK_COMMENT : '/*' (BLOCK_COMMENT | .)*? '*/' -> channel(HIDDEN) ;
BLANK : [ \t\r\n\u000B\u000C\u0085\u00A0\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF]+ -> channel(HIDDEN) ;
STRANGE : . ;
