global using static NdisRules.Runtime.Ndis;
global using static NdisRules.Runtime.Tests.Support;
