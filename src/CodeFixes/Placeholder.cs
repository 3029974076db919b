namespace NdisRules.CodeFixes;
