-- Has no LrToolkitIdentifier, so it is no plug-in.
return { LrSdkVersion = 6.0, LrPluginName = "Nameless" }
